"""Make a small workplace, or tell what one holds: run as a process of its own, the database from outside.

`seed_case.py make` fills an empty workplace; `seed_case.py tell` prints what two workplaces are compared by.
"""

from __future__ import annotations

import json
import os
import sys


def main(what: str) -> None:
    """Fill the workplace of RUPADATA_HOME, or print what it holds."""
    import web_home

    os.environ.setdefault("RUPADATA_HOSTS", "localhost")
    os.environ["DJANGO_SETTINGS_MODULE"] = "rupadata.web.settings"
    import django

    django.setup()
    from rupadata.web.cases.models import CaseFile, Waiting
    from rupadata.web.cases.service import case_service
    from rupadata.web.serving import upgrade

    if what == "make":
        upgrade()
        web_home.make_people()
        key = web_home.case_in_review()
        case_service().make_papers(key)
        return
    from django.db import connection

    service = case_service()
    steps = Waiting.objects.order_by("id").values_list("case__key", "step", "item", "digest")
    files = CaseFile.objects.order_by("case__key", "name").values_list("case__key", "name", "sha256", "size")
    found = {
        "database": connection.vendor,
        "heads": {key: service.load(key).head for key in service.store.keys()},  # noqa: SIM118 - no mapping
        "faults": {key: [str(one) for one in service.verify(key)] for key in service.store.keys()},  # noqa: SIM118
        "waiting": [list(one) for one in steps],
        "files": [list(one) for one in files],
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
