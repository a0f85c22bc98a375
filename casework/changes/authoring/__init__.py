"""Decision tables, forms and letters of a draft as a manager edits them: no JSON and no code on the screens."""
