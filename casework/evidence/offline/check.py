#!/usr/bin/env python3
"""一案一档离线校验：只用 Python 标准库，不联网。用法：python3 check.py [--fingerprint 指纹]

逐一核对清单里的每个文件，再从头推算事件链。全部一致时输出“完整”，否则写明哪里被改动。
清单自身的指纹在导出时记入原系统的审计链，写在案件的“过程”里：用 --fingerprint 与它比对。
"""

import argparse
import hashlib
import json
import os
import sys
from typing import Any, Dict, Iterator, List, Optional, Tuple

GENESIS = "0" * 64
LIST = "清单.json"
CHAIN = "记录/事件链.jsonl"
UPLOADED = ("document.uploaded", "paper.uploaded")


def main() -> int:
    parser = argparse.ArgumentParser(description="一案一档离线校验")
    parser.add_argument("folder", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--fingerprint", help="导出时显示的指纹（SHA-256）")
    given = parser.parse_args()
    faults, fingerprint = check(given.folder, given.fingerprint)
    print("指纹：" + (fingerprint or "无"))
    for fault in faults:
        print("· " + fault)
    print("不完整：共 %d 处" % len(faults) if faults else "完整")
    return 1 if faults else 0


def check(folder: str, wanted: Optional[str] = None) -> Tuple[List[str], str]:
    """(faults, fingerprint of the list)."""
    try:
        with open(os.path.join(folder, LIST), "rb") as file:
            raw = file.read()
        listing = json.loads(raw.decode("utf-8"))
    except (OSError, ValueError):
        return ["清单缺失或读不出来：" + LIST], ""
    fingerprint = hashlib.sha256(raw).hexdigest()
    faults = []
    if wanted and wanted.strip().lower() != fingerprint:
        faults.append("清单被改动：指纹与导出时的不一致")
    try:
        faults += list(check_files(folder, listing))
        faults += list(check_chain(folder, listing))
    except (KeyError, TypeError, ValueError, AttributeError):
        faults.append("清单被改动：内容不完整")
    return faults, fingerprint


def check_files(folder: str, listing: Dict[str, Any]) -> Iterator[str]:
    listed = {entry["path"]: entry for entry in listing["files"]}
    for path, entry in listed.items():
        place = os.path.join(folder, *path.split("/"))
        if not os.path.isfile(place):
            yield "缺少文件：" + path
        elif (os.path.getsize(place), digest_of(place)) != (entry["size"], entry["sha256"]):
            yield "内容被改动：" + path
    for path in present(folder):
        if path not in listed and path != LIST:
            yield "多出文件：" + path
    for document in listing["documents"]:
        entry = listed.get(document["path"])
        if entry is None and document["path"] not in listing["left_out"]:
            yield "清单被改动：没有列出 " + document["path"]
        elif entry is not None and entry["sha256"] != document["sha256"]:
            yield "清单被改动：指纹前后不一致 " + document["path"]


def check_chain(folder: str, listing: Dict[str, Any]) -> Iterator[str]:
    """Every event follows the one before it, its text gives its digest, and the files are those that it names."""
    try:
        with open(os.path.join(folder, *CHAIN.split("/")), encoding="utf-8") as file:
            events = [json.loads(line) for line in file if line.strip()]
    except (OSError, ValueError):
        yield "事件链缺失或读不出来：" + CHAIN
        return
    tip = GENESIS
    for number, event in enumerate(events, 1):
        text = json.loads(event["canonical"])
        whole = hashlib.new(event["algorithm"], (event["previous"] + event["canonical"]).encode("utf-8"))
        said = (text["seq"], text["kind"], text["by_name"])
        if event["seq"] != number or event["previous"] != tip:
            yield "事件链断开：第 %d 条之前有记录缺失、多出或被改动" % number
            return
        if whole.hexdigest() != event["digest"] or said != (event["seq"], event["kind"], event["by"]):
            yield "事件链被改动：第 %d 条" % number
            return
        tip = event["digest"]
    chain = listing["chain"]
    if len(events) != chain["length"] or (events and tip != chain["digest"]):
        yield "事件链被改动：应有 %s 条，末条与清单不符" % chain["length"]
    uploaded = {json.loads(e["canonical"])["payload"].get("sha256") for e in events if e["kind"] in UPLOADED}
    for document in listing["documents"]:
        if document["recorded"] and document["sha256"] not in uploaded:
            yield "文件与上传时的记录不符：" + document["path"]


def digest_of(place: str) -> str:
    found = hashlib.sha256()
    with open(place, "rb") as file:
        for chunk in iter(lambda: file.read(262144), b""):
            found.update(chunk)
    return found.hexdigest()


def present(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in files:
            yield os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/")


if __name__ == "__main__":
    sys.exit(main())
