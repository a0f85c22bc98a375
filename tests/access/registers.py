"""The registers' part of the table: policy, calendar, organisations, letters, draws, vendors, the trail (see ``table``)."""

from tests.access.cells import On

REGISTERS: dict[str, list[On]] = {
    # Policy: documents are no secret to anybody who works by them; what they set is the bureau's
    "policy:index": [On("nothing", GET="200 rest")],
    "policy:document": [On("the plan", GET="200 rest")],
    "policy:begin": [On("the plan", POST="400 process | 403 rest")],
    "policy:complete": [On("no file of the plan", POST="404 process | 403 rest")],
    "policy:attach": [On("the plan", POST="422 process | 403 rest")],
    "policy:file": [On("no file of the plan", GET="404 rest")],
    "policy:register": [On("nothing", GET="200 process | 403 rest", POST="422 process | 403 rest")],
    "policy:dates": [On("the plan", GET="200 process | 403 rest", POST="302 process | 403 rest")],
    "parameters:index": [On("nothing", GET="200 offices clerk process | 403 rest")],
    "parameters:parameter": [On("a ceiling", GET="200 offices clerk process | 403 rest")],
    "parameters:change": [On("a ceiling", GET="200 process | 403 rest", POST="422 process | 403 rest")],
    # Whoever proposed a value does not confirm it, but may think again.
    "parameters:confirm": [On("a proposal", POST="302 head other_head deputy | 403 rest")],
    "parameters:drop": [On("a proposal", POST="302 process head other_head deputy | 403 rest")],
    # The calendar: read by all, changed by the basic education office and the process manager
    "calendar:year": [On("nothing", GET="200 rest")],
    "calendar:index": [On("nothing", GET="200 rest")],
    "calendar:year_of": [On("year 2026", GET="200 rest")],
    "calendar:change": [On("a day off", GET="200 desk process | 403 rest", POST="422 desk process | 403 rest")],
    "calendar:changes": [On("nothing", GET="200 desk process | 403 rest")],
    "calendar:changed": [On("calendar change", GET="200 desk process | 403 rest")],
    # The registers: offices and keepers of accounts read all of them, others what is their own
    # Leads to the register, by whatever method; nothing is done there.
    "organisations:index": [On("nothing", GET="302 rest", POST="302 rest", PUT="302 rest", DELETE="302 rest")],
    "organisations:organisation:index": [On("nothing", GET="200 rest")],
    "organisations:organisation:list": [On("nothing", GET="200 rest")],
    "organisations:organisation:detail": [
        On("their school", GET="200 offices clerk process system school teacher | 404 rest")
    ],
    "organisations:organisation:add": [
        On("nothing", GET="200 desk system | 403 rest", POST="422 desk system | 403 rest", PUT="405 desk system | 403 rest",
           DELETE="405 desk system | 403 rest")
    ],
    "organisations:organisation:change": [
        On(
            "their school",
            GET="200 desk system | 404 stranger vendor former security auditor | 403 rest",
            POST="422 desk system | 404 stranger vendor former security auditor | 403 rest",
            PUT="405 desk system | 404 stranger vendor former security auditor | 403 rest",
            DELETE="405 desk system | 404 stranger vendor former security auditor | 403 rest",
        )
    ],
    "organisations:recusal:index": [
        On("nothing", GET="200 desk head other other_head inspector centre system | 403 rest")
    ],
    "organisations:recusal:list": [
        On("nothing", GET="200 desk head other other_head inspector centre system | 403 rest")
    ],
    "organisations:recusal:add": [
        On("nothing", GET="200 desk head other other_head inspector centre system | 403 rest",
           POST="422 desk head other other_head inspector centre system | 403 rest",
           PUT="405 desk head other other_head inspector centre system | 403 rest",
           DELETE="405 desk head other other_head inspector centre system | 403 rest")
    ],
    # Why somebody keeps away is not even there for others.
    "organisations:recusal:end": [
        On("recusal", GET="200 desk head other other_head inspector centre system | 404 rest",
           POST="422 desk head other other_head inspector centre system | 404 rest",
           PUT="405 desk head other other_head inspector centre system | 404 rest",
           DELETE="405 desk head other other_head inspector centre system | 404 rest")
    ],
    # Whose post it is lets another act for him; nobody else knows, but the two.
    "delegations:index": [On("nothing", GET="200 rest")],
    "delegations:add": [
        On("nothing", GET="200 head other_head deputy principal stranger | 403 rest",
           POST="422 head other_head deputy principal stranger | 403 rest")
    ],
    "delegations:withdraw": [On("delegation", POST="302 principal | 403 lead | 404 rest")],
    # Letters to many: a recipient reads its own copy and none of the case behind it
    "letters:index": [On("nothing", GET="200 rest")],
    "letters:copy": [On("copy", GET="200 offices clerk school teacher | 404 rest")],
    "letters:file": [On("copy", GET="200 offices clerk school teacher | 404 rest")],
    "letters:sign": [On("copy", POST="302 school | 403 offices clerk teacher | 404 rest")],
    "letters:recipients": [On("letter to many", GET="200 offices clerk | 404 rest")],
    # A draw belongs to its case; how schools are drawn is published.
    "sampling:source": [On("nothing", GET="200 rest")],
    "sampling:draw": [
        On("draw", GET="200 offices school clerk | 404 rest", POST="200 offices school clerk | 404 rest")
    ],
    "sampling:pool": [On("draw", GET="200 offices school clerk | 404 rest")],
    "organisations:person:index": [On("nothing", GET="200 rest")],
    "organisations:person:list": [On("nothing", GET="200 rest")],
    "organisations:person:detail": [
        On("their lead", GET="200 offices clerk process system school teacher | 404 rest")
    ],
    "organisations:person:add": [
        On("nothing", GET="200 system | 403 rest", POST="422 system | 403 rest", PUT="405 system | 403 rest",
           DELETE="405 system | 403 rest")
    ],
    **{
        f"organisations:person:{action}": [
            On(
                thing,
                GET="200 system | 404 stranger vendor former security auditor | 403 rest",
                POST="422 system | 404 stranger vendor former security auditor | 403 rest",
                PUT="405 system | 404 stranger vendor former security auditor | 403 rest",
                DELETE="405 system | 404 stranger vendor former security auditor | 403 rest",
            )
        ]
        for action, thing in {
            "change": "their lead",
            "password": "their lead",
            "appoint": "their lead",
            "end": "post of their lead",
        }.items()
    },
    # Vendors: the library's public part is everybody's, permits and papers are of those concerned
    "vendors:index": [On("nothing", GET="302 rest", POST="302 rest", PUT="302 rest", DELETE="302 rest")],
    **{
        f"vendors:{register}:{name}": [On("nothing", GET="200 rest")]
        for register in ("library", "permit", "paper")
        for name in ("index", "list")
    },
    "vendors:library:detail": [On("entry", GET="200 rest")],
    "vendors:permit:detail": [On("permit", GET="200 readers school vendor | 404 rest")],
    "vendors:permit:badge": [
        On("badge", GET="200 readers school vendor | 404 rest")
    ],
    "vendors:paper:detail": [
        On("licence of the vendor", GET="200 desk head other other_head deputy school vendor | 404 rest"),
        On("criminal record of the instructor", GET="200 desk head other other_head deputy school vendor | 404 rest"),
    ],
    # Of a sensitive paper the row is seen by many, the bytes by its owner and 成幼股, who say why.
    "vendors:paper:open": [
        On(
            "licence of the vendor",
            GET="200 desk head other other_head deputy school vendor | 404 rest",
            POST="200 desk head other other_head deputy school vendor | 404 rest",
        ),
        On(
            "criminal record of the instructor",
            GET="302 desk head other other_head deputy school vendor | 404 rest",
            POST="422 other vendor | 403 desk head other_head deputy school | 404 rest",
        ),
    ],
    "vendors:paper:renew": [
        On("licence of the vendor", POST="302 vendor | 403 desk head other other_head deputy school | 404 rest")
    ],
    # Whoever meets a person with a badge may know whether it is good.
    "permits:check": [
        On("badge's code", GET="200 everybody", POST="405 everybody", PUT="405 everybody", DELETE="405 everybody")
    ],
    "permits:admitted": [
        On("nothing", GET="200 everybody", POST="405 everybody", PUT="405 everybody", DELETE="405 everybody")
    ],
    # The trail is the auditor's, and nobody else's
    "audit:index": [On("nothing", GET="200 auditor | 403 rest")],
}  # fmt: skip
