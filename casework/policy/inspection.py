"""What a deployment may not say of policy: that it rests on a clause which a registered document does not have."""

from collections.abc import Iterator

from casework.policy.mentions import mentions_in
from casework.policy.resolving import resolve
from processes import registry
from processes.bundle import Bundle
from processes.checks import Problem


@registry.inspect_deployments
def check_quotations(bundle: Bundle) -> Iterator[Problem]:
    mentions = mentions_in(bundle.files)
    resolved = resolve(text for mention in mentions for text in mention.texts)
    for mention in mentions:
        for text in mention.texts:
            for quote in resolved[text].missing:
                said = f"“{quote.name}”里没有“{quote.place}”这一条，请核对依据“{text[:60]}”"
                yield Problem(mention.path, mention.element, said, mention.line, mention.name)
