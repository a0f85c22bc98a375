"""``python -m tests.processes.engine.golden.write RELEASE``: keep the states of a new release; those of others stay."""

import json
import os
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main(release: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from tests.processes.engine.golden.play import record
    from tests.processes.engine.golden.shapes import SHAPES

    folder = FOLDER / release
    folder.mkdir(exist_ok=False)
    for name, shape in SHAPES.items():
        kept = {
            "main": shape.bundle.main,
            "files": {path: content.decode() for path, content in shape.bundle.files.items()},
            "actions": shape.actions,
            "states": list(record(shape)),
        }
        text = json.dumps(kept, ensure_ascii=False, indent=1)
        (folder / f"{name.replace(' ', '_')}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
