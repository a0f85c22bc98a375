"""The published limits of a deployment, looked at before anything is parsed."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from processes.bundle import Bundle
from processes.checks.problem import Problem, shortened
from processes.vocabulary import BPMN, FLOW_NODES

MAXIMUM_FILES = 200
MAXIMUM_BYTES = 8_000_000
MAXIMUM_NODES = 300
MAXIMUM_PATH = 200
MAXIMUM_KEY = 80
FILE = re.compile(r"[\w][\w. -]*(?:/[\w][\w. -]*)*")


def check_sizes(bundle: Bundle) -> Iterator[Problem]:
    total = sum(map(len, bundle.files.values()))
    if len(bundle.files) > MAXIMUM_FILES:
        yield Problem(bundle.main, "", f"一次部署最多 {MAXIMUM_FILES} 个文件，这里有 {len(bundle.files)} 个")
    if total > MAXIMUM_BYTES:
        yield Problem(bundle.main, "", f"一次部署最多 {MAXIMUM_BYTES // 1_000_000} MB，请分成几个目录")
    if not FILE.fullmatch(bundle.main) or len(bundle.main) > MAXIMUM_KEY:
        yield Problem(
            shortened(bundle.main), "", f"目录名只含文字、数字、点和横线，最多 {MAXIMUM_KEY} 个字符"
        )
    if f"{bundle.main}/process.bpmn" not in bundle.files:
        yield Problem(f"{shortened(bundle.main)}/process.bpmn", "", "缺少主流程图。")
    for path in bundle.files:
        if not FILE.fullmatch(path) or len(path) > MAXIMUM_PATH:
            yield Problem(
                shortened(path), "", f"文件名只含文字、数字、点和横线，带目录最多 {MAXIMUM_PATH} 个字符"
            )
        elif len(PurePosixPath(path).stem) > MAXIMUM_KEY:
            yield Problem(shortened(path), "", f"文件名最多 {MAXIMUM_KEY} 个字符")


def check_nodes(path: str, root: etree._Element) -> Iterator[Problem]:
    count = sum(1 for node in root.iter(f"{{{BPMN}}}*") if etree.QName(node).localname in FLOW_NODES)
    if count > MAXIMUM_NODES:
        yield Problem(path, "", f"一张图最多 {MAXIMUM_NODES} 个节点，这里有 {count} 个，请拆成几个流程")
