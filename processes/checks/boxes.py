"""The closed grammar of a decision file: DMN 1.2 to 1.5, decision tables and boxed expressions in FEEL."""

from processes.checks.grammar import Kind

_LOGIC = (
    "literalExpression decisionTable context invocation functionDefinition list relation conditional for some every "
    "filter"
)
_NEEDS = "informationRequirement knowledgeRequirement authorityRequirement"
_REFERENCES = (
    "requiredDecision requiredInput requiredKnowledge requiredAuthority outputDecision encapsulatedDecision "
    "inputDecision"
)


def _kind(attributes: str = "", children: str = "", *, text: bool = False) -> Kind:
    return Kind(
        frozenset(f"id label {attributes}".split()),
        frozenset(f"description extensionElements {children}".split()),
        text,
    )


DMN_KINDS = {
    "definitions": _kind(
        "name namespace expressionLanguage typeLanguage exporter exporterVersion",
        "itemDefinition decision inputData businessKnowledgeModel decisionService knowledgeSource textAnnotation "
        "association group",
    ),
    "decision": _kind("name", f"question allowedAnswers variable {_NEEDS} {_LOGIC}"),
    "inputData": _kind("name", "variable"),
    "businessKnowledgeModel": _kind("name", f"variable encapsulatedLogic {_NEEDS}"),
    "decisionService": _kind("name", "variable outputDecision encapsulatedDecision inputDecision inputData"),
    "knowledgeSource": _kind("name locationURI", f"type owner {_NEEDS}"),
    "itemDefinition": _kind(
        "name typeLanguage isCollection", "typeRef allowedValues typeConstraint itemComponent functionItem"
    ),
    "itemComponent": _kind(
        "name typeLanguage isCollection", "typeRef allowedValues typeConstraint itemComponent functionItem"
    ),
    "functionItem": _kind("outputTypeRef", "parameters"),
    "parameters": _kind("name typeRef"),
    "typeRef": _kind(text=True),
    "variable": _kind("name typeRef"),
    "informationRequirement": _kind("", "requiredDecision requiredInput"),
    "knowledgeRequirement": _kind("", "requiredKnowledge"),
    "authorityRequirement": _kind("", "requiredDecision requiredInput requiredAuthority"),
    **{name: _kind("href") for name in _REFERENCES.split()},
    "decisionTable": _kind(
        "hitPolicy aggregation preferredOrientation outputLabel typeRef", "input output annotation rule"
    ),
    "input": _kind("", "inputExpression inputValues"),
    "output": _kind("name typeRef", "outputValues defaultOutputEntry"),
    "annotation": _kind("name"),
    "rule": _kind("", "inputEntry outputEntry annotationEntry"),
    "inputEntry": _kind("expressionLanguage", "text"),
    "outputEntry": _kind("typeRef expressionLanguage", "text"),
    "annotationEntry": _kind("", "text"),
    "defaultOutputEntry": _kind("typeRef expressionLanguage", "text"),
    "inputExpression": _kind("typeRef expressionLanguage", "text"),
    **{
        name: _kind("expressionLanguage typeRef", "text")
        for name in ("inputValues", "outputValues", "allowedValues", "typeConstraint")
    },
    "literalExpression": _kind("typeRef expressionLanguage", "text"),
    "context": _kind("typeRef", "contextEntry"),
    "contextEntry": _kind("", f"variable {_LOGIC}"),
    "invocation": _kind("typeRef", f"binding {_LOGIC}"),
    "binding": _kind("", f"parameter {_LOGIC}"),
    "parameter": _kind("name typeRef"),
    "functionDefinition": _kind("kind typeRef", f"formalParameter {_LOGIC}"),
    "encapsulatedLogic": _kind("kind typeRef", f"formalParameter {_LOGIC}"),
    "formalParameter": _kind("name typeRef"),
    "list": _kind("typeRef", _LOGIC),
    "relation": _kind("typeRef", "column row"),
    "column": _kind("name typeRef", _LOGIC),
    "row": _kind("", _LOGIC),
    "conditional": _kind("typeRef", "if then else"),
    **{name: _kind("typeRef iteratorVariable", "in return satisfies") for name in ("for", "some", "every")},
    "filter": _kind("typeRef", "in match"),
    **{
        name: _kind("typeRef", _LOGIC)
        for name in ("if", "then", "else", "in", "return", "satisfies", "match")
    },
    "textAnnotation": _kind("textFormat", "text"),
    "association": _kind("associationDirection", "sourceRef targetRef"),
    "sourceRef": _kind("href"),
    "targetRef": _kind("href"),
    "group": _kind("name"),
    **{
        name: _kind(text=True)
        for name in ("text", "description", "question", "allowedAnswers", "type", "owner")
    },
    "extensionElements": _kind(),
}
REPEATABLE = frozenset(
    f"decision inputData businessKnowledgeModel decisionService knowledgeSource itemDefinition itemComponent {_NEEDS} "
    "input output annotation rule inputEntry outputEntry annotationEntry contextEntry binding formalParameter column row "
    "outputDecision encapsulatedDecision inputDecision parameters textAnnotation association group".split()
)
SEVERAL = frozenset({"list", "row"})  # may hold any number of expressions
REFUSED = {
    "import": "不能引用别的文件，请把需要的决策写在本文件里",
    "performanceIndicator": "引擎不使用绩效指标",
    "organizationUnit": "引擎不使用组织单元",
}
