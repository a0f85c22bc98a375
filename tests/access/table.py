"""Role × view × method: who may do what (domain.md §4). 404 for what is not visible, 403 for what is not allowed.

422 is the answer to an empty form of somebody who may fill it in. A case is read by the offices and the leadership (the
teacher development centre for its teaching matters), by the respondent, and by whoever has or had a task in it.
"""

from tests.access.cells import On
from tests.access.changes import CHANGES
from tests.access.registers import REGISTERS
from tests.access.repairs import REPAIRS

TABLE: dict[str, list[On]] = {
    # The shell
    "home": [On("nothing", GET="302 rest")],
    "index": [On("nothing", GET="302 rest")],
    "login": [
        On("nothing", GET="200 everybody", POST="422 everybody", PUT="422 everybody", DELETE="405 everybody")
    ],
    # Outside a demonstration nobody enters without a password.
    "enter_as": [
        On("nothing", GET="405 everybody", POST="404 everybody", PUT="405 everybody", DELETE="405 everybody")
    ],
    "logout": [On("nothing", POST="302 rest")],
    "set_language": [
        On("nothing", GET="302 everybody", POST="302 everybody", PUT="302 everybody", DELETE="302 everybody")
    ],
    "javascript-catalog": [
        On("nothing", GET="200 everybody", POST="405 everybody", PUT="405 everybody", DELETE="405 everybody")
    ],
    # AGPL section 13: whoever reaches the server reaches its source.
    "licence": [
        On("nothing", GET="200 everybody", POST="405 everybody", PUT="405 everybody", DELETE="405 everybody")
    ],
    # What is shown to the public before it takes effect.
    "publicity:shown": [
        On("nothing", GET="200 everybody", POST="405 everybody", PUT="405 everybody", DELETE="405 everybody")
    ],
    "publicity:letter": [
        On(
            "no publication",
            GET="404 everybody",
            POST="405 everybody",
            PUT="405 everybody",
            DELETE="405 everybody",
        )
    ],
    # Bytes go where their ticket says, from who got it; a script is told that the login is over, not sent away.
    "documents:upload": [
        On(
            "bytes of the lead",
            GET="405 everybody",
            POST="405 everybody",
            PUT="401 anonymous | 204 lead | 404 rest",
            DELETE="405 everybody",
        )
    ],
    # The desk: everybody has one, with what is his in it
    "inbox:index": [On("nothing", GET="200 rest")],
    # How pages of tasks open without a network; nothing of any case is in it.
    "inbox:worker": [On("nothing", GET="200 rest")],
    "inbox:read": [
        On("running case", POST="302 offices school clerk | 404 rest"),
        On("fresh case", POST="302 readers school | 404 rest"),
    ],
    "inbox:summary": [
        On("verification", GET="200 readers school | 404 rest"),
        On("assigned repair", GET="200 offices school clerk | 404 rest"),
        On("seal", GET="200 readers school clerk | 404 rest"),
    ],
    "inbox:task": [
        On(
            "verification",
            GET="200 readers school | 404 rest",
            POST="422 desk | 403 head other other_head inspector deputy school | 404 rest",
        ),
        On(
            "assigned repair",
            GET="200 offices school clerk | 404 rest",
            POST="422 lead | 403 offices principal clerk teacher | 404 rest",
        ),
        On(
            "receipt",
            GET="200 readers school clerk | 404 rest",
            POST="422 school | 403 readers clerk | 404 rest",
        ),
        On(
            "seal",
            GET="200 readers school clerk | 404 rest",
            POST="422 clerk | 403 readers school | 404 rest",
        ),
        # Done by somebody else in the meantime: who and when, for those who see the case.
        On(
            "finished verification",
            GET="200 offices school clerk | 404 rest",
            POST="409 offices school clerk | 404 rest",
        ),
    ],
    "inbox:draft": [
        On("verification", POST="200 desk | 403 head other other_head inspector deputy school | 404 rest"),
        # The principal stands in the lane too, but the lead has it; so does a teacher, who no longer sees the case.
        On("assigned repair", POST="200 lead | 409 principal | 403 offices clerk teacher | 404 rest"),
        On("seal", POST="200 clerk | 403 readers school | 404 rest"),
    ],
    # A table of the form as an Excel file, out and in: whoever may fill in the form.
    "inbox:sheet": [
        On(
            "table of a verification",
            GET="200 desk | 403 head other other_head inspector deputy school | 404 rest",
        )
    ],
    "inbox:import_sheet": [
        On(
            "table of a verification",
            POST="422 desk | 403 head other other_head inspector deputy school | 404 rest",
        )
    ],
    "inbox:claim": [
        On("verification", POST="302 desk | 403 head other other_head inspector deputy school | 404 rest"),
        On("assigned repair", POST="302 school | 403 offices clerk | 404 rest"),
        On("receipt", POST="302 school | 403 readers clerk | 404 rest"),
        On("seal", POST="302 clerk | 403 readers school | 404 rest"),
    ],
    "inbox:release": [
        On("verification", POST="302 desk | 403 head other other_head inspector deputy school | 404 rest"),
        On("assigned repair", POST="302 school | 403 offices clerk | 404 rest"),
    ],
    # Cases
    "cases:index": [On("nothing", GET="200 rest")],
    "cases:new": [
        On("nothing", GET="200 desk other inspector | 403 rest", POST="422 desk other inspector | 403 rest")
    ],
    "cases:begin": [On("nothing", GET="200 principal stranger | 403 rest")],
    "cases:begin_form": [
        On(
            "a matter to begin",
            GET="200 principal stranger | 404 rest",
            POST="422 principal stranger | 404 rest",
        )
    ],
    "cases:case": [
        On("running case", GET="200 offices school clerk | 404 rest"),
        On("fresh case", GET="200 readers school | 404 rest"),
        # Of inspections a head reads what the desks of the own office read (domain.md §4.3, “Monthly plan/record”).
        On("inspection of another school", GET="200 desk head inspector deputy | 404 rest"),
    ],
    "evidence:pack": [
        On(
            "running case",
            GET="200 offices clerk | 403 school | 404 rest",
            POST="200 offices clerk | 403 school | 404 rest",
        )
    ],
    "cases:action": [
        On(
            "extension",
            GET="200 school | 403 offices clerk | 404 rest",
            POST="302 school | 403 offices clerk | 404 rest",
        ),
        # Offices act on their own cases and read the others.
        On(
            "transfer",
            GET="200 desk head | 403 other other_head inspector centre deputy school clerk | 404 rest",
            POST="422 desk head | 403 other other_head inspector centre deputy school clerk | 404 rest",
        ),
    ],
    "cases:upload": [
        On(
            "running case",
            POST="200 desk head school | 403 other other_head inspector centre deputy clerk | 404 rest",
        ),
        On("fresh case", POST="200 desk head school | 403 other other_head inspector deputy | 404 rest"),
    ],
    # 409: announced and not sent yet. Nobody settles the upload of somebody else.
    "cases:complete_upload": [On("upload of the lead", POST="409 lead | 404 rest")],
    "cases:view_document": [
        On("proof", GET="200 offices school clerk | 404 rest"),
        On("served letter", GET="200 offices school clerk | 404 rest"),
        On("letter not served", GET="200 readers clerk | 404 rest"),
        On("upload of the lead", GET="404 rest"),
    ],
    "cases:save_document": [
        On("proof", GET="200 offices school clerk | 404 rest"),
        On("served letter", GET="200 offices school clerk | 404 rest"),
        On("letter not served", GET="200 readers clerk | 404 rest"),
        On("upload of the lead", GET="404 rest"),
    ],
    # Of a vendor's papers the bytes are its own, and those of the offices that keep the register.
    "cases:paper": [
        On(
            "handed in paper",
            GET="200 desk head other other_head deputy vendor | 404 rest",
            POST="200 desk head other other_head deputy vendor | 404 rest",
        ),
        On(
            "paper about identity",
            GET="200 other vendor | 403 desk head other_head inspector deputy | 404 rest",
            POST="422 other vendor | 403 desk head other_head inspector deputy | 404 rest",
        ),
        On("paper not handed in", GET="200 vendor | 404 rest", POST="200 vendor | 404 rest"),
    ],
    "cases:diagram_xml": [On("drawing", GET="200 offices school clerk | 404 rest")],
    "cases:diagram_state": [On("drawing", GET="200 offices school clerk | 404 rest")],
    # Opened for many at once: those who read the district's cases, and the office whose matter it is
    "batches:index": [On("nothing", GET="200 offices clerk | 403 rest")],
    "batches:batch": [On("batch", GET="200 desk head other other_head deputy | 404 rest")],
    "batches:again": [On("batch", POST="302 desk head | 403 other other_head deputy | 404 rest")],
    # Figures: leadership and offices of the district, and each principal for the school
    "reports:index": [On("nothing", GET="200 offices principal stranger | 403 rest")],
    "reports:spreadsheet": [On("figures of papers", POST="200 offices principal stranger | 403 rest")],
    # Automatic steps that failed: the head of the office whose case it is, and who keeps processes and the system
    "incidents:index": [On("nothing", GET="200 head other_head process system | 403 rest")],
    "incidents:retry": [On("incident", POST="302 head process system | 404 other_head | 403 rest")],
    # Leaving a step out is decided by those who answer for the matter or the process, not by who keeps the system.
    "incidents:skip": [
        On(
            "incident",
            GET="200 head process | 404 other_head | 403 rest",
            POST="422 head process | 404 other_head | 403 rest",
        )
    ],
    "incidents:return": [On("incident", POST="302 head process system | 404 other_head | 403 rest")],
    # A guided submission: whoever has the task fills it in, whoever sees the case is told that it is not his
    "guided:index": [On("nothing", GET="302 rest")],
    "guided:task": [On("submission", GET="200 vendor | 403 readers | 404 rest")],
    "guided:step": [
        On(
            "step of a submission",
            GET="200 vendor | 403 readers | 404 rest",
            POST="302 vendor | 403 readers | 404 rest",
        )
    ],
    "guided:keep": [On("step of a submission", POST="200 vendor | 403 readers | 404 rest")],
    "guided:sheet": [On("table of a submission", GET="200 vendor | 403 readers | 404 rest")],
    "guided:begin": [On("paper of a submission", POST="400 vendor | 403 readers | 404 rest")],
    "guided:finish": [
        On("arrived file", POST="200 vendor | 403 readers | 404 rest"),
        On("announced file", POST="409 vendor | 403 readers | 404 rest"),
    ],
    "guided:file": [On("paper of a submission", GET="200 vendor | 403 readers | 404 rest")],
    # The paper of this one has no text that is set down.
    "guided:blank": [On("paper of a submission", GET="403 readers | 404 rest")],
    # A specimen says nothing of anybody.
    "guided:specimen": [On("document type", GET="200 rest")],
    "guided:receipt": [On("receipt of a submission", GET="200 readers vendor | 404 rest")],
    "guided:receipt_file": [On("receipt of a submission", GET="200 readers vendor | 404 rest")],
    **REGISTERS,
    **CHANGES,
    **REPAIRS,
}
