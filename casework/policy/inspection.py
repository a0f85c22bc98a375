"""What a deployment may not say of policy: that it rests on a clause which a registered document does not have.

A paragraph of a letter must name one that is registered and still holds: it is read as the law by whoever gets the letter.
"""

from collections.abc import Iterator

from django.utils.timezone import localdate

from casework.policy.citing import citations
from casework.policy.mentions import Kind, Mention, mentions_in
from casework.policy.resolving import resolve
from processes import registry
from processes.bundle import Bundle
from processes.checks import Problem


@registry.inspect_deployments
def check_quotations(bundle: Bundle) -> Iterator[Problem]:
    mentions = mentions_in(bundle.files)
    resolved = resolve(text for mention in mentions for text in mention.texts)
    for mention in mentions:
        for text in mention.texts if mention.kind is not Kind.PARAGRAPH else ():
            for quote in resolved[text].missing:
                said = f"“{quote.name}”里没有“{quote.place}”这一条，请核对依据“{text[:60]}”"
                yield Problem(mention.path, mention.element, said, mention.line, mention.name)
    yield from _of_paragraphs([mention for mention in mentions if mention.kind is Kind.PARAGRAPH])


def _of_paragraphs(mentions: list[Mention]) -> Iterator[Problem]:
    texts = [text for mention in mentions for text in mention.texts]
    cited = citations(texts, localdate()) if texts else {}
    for mention in mentions:
        for text in mention.texts:
            if against := cited[text][1]:
                said = f"第{mention.row}段：{against}"
                yield Problem(mention.path, mention.element, said, mention.line, mention.name)
