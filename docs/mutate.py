"""Which changes to disclosure and measures their tests notice: some of each module, drawn by lot.

    pip install cosmic-ray
    python docs/mutate.py [part of a module's path ...]

In a clone, never where you work: the modules are changed in place. Changes of `|` are left out,
for nearly all of them are in annotations. Prints for each module how many changes there are, how
many were drawn, and how many were noticed; those that were not are in `mutations/*.sqlite`, to be
read with `cr-report --show-diff`. What a run gave is in `mutation-score.md`.
"""

import random
import sqlite3
import subprocess
import sys
from pathlib import Path

SEED = 6
TIMEOUT = 120.0
FOLDER = Path("mutations")
AGAIN = "test_disclosure test_audit test_change"
DISCLOSURE = {"__init__": AGAIN, "again": AGAIN, "audit": AGAIN, "groups": AGAIN}
DRAWN = {
    **{f"disclosure/{name}": (18, tests) for name, tests in DISCLOSURE.items()},
    "disclosure/showing": (12, "test_moderation test_disclosure"),
    "measures/trust_map/relations": (14, "test_trust_map test_published_numbers"),
    "measures/trust_map/measure": (10, "test_trust_map test_bounds"),
    "measures/trust_map/said": (10, "test_trust_map"),
    "measures/trust_map/pairs": (6, "test_trust_map"),
    "measures/perception_gap/measure": (10, "test_perception_gap"),
    "measures/perception_gap/said": (10, "test_perception_gap"),
    "measures/perception_gap/coorientation": (8, "test_perception_gap test_published_numbers"),
    "measures/change/measure": (10, "test_change"),
    "measures/felt_heard/measure": (10, "test_felt_heard"),
    "measures/profile_accuracy/measure": (10, "test_profile_accuracy"),
    "measures/profile_accuracy/profiles": (12, "test_profile_accuracy test_published_numbers"),
    "measures/perspective_accuracy/measure": (12, "test_perspective_accuracy"),
    "measures/common_ground/measure": (10, "test_common_ground"),
    "measures/camps/measure": (10, "test_camps"),
    "measures/camps/polarisation": (8, "test_camps test_published_numbers"),
    "measures/help_network/measure": (10, "test_help_network"),
    "measures/help_network/said": (8, "test_help_network"),
    "measures/help_network/indices": (8, "test_help_network test_published_numbers"),
    "measures/could_they_tell/measure": (12, "test_could_they_tell"),
    "measures/who_has_met/measure": (8, "test_who_has_met"),
}
"""How many changes of a module are drawn, and the tests that may notice them."""


def main(wanted: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, (most, tests) in DRAWN.items():
        if not wanted or any(part in name for part in wanted):
            print(name, *tried(f"workshop_kit/{name}.py", most, tests), flush=True)


def tried(module: str, most: int, tests: str) -> tuple[object, ...]:
    """The changes there are, how many were drawn, and what became of these."""
    session = FOLDER / f"{module.replace('/', '_')}.sqlite"
    settings = session.with_suffix(".toml")
    paths = " ".join(f"tests/{test}.py" for test in tests.split())
    settings.write_text(
        f'[cosmic-ray]\nmodule-path = ["{module}"]\ntimeout = {TIMEOUT}\nexcluded-modules = []\n'
        f'test-command = "{sys.executable} -m pytest -x -q -p no:cacheprovider {paths}"\n'
        '[cosmic-ray.distributor]\nname = "local"\n'
    )
    subprocess.run(["cosmic-ray", "init", "--force", settings, session], check=True)
    with sqlite3.connect(session) as found:
        query = (
            "SELECT job_id FROM mutation_specs WHERE operator_name NOT LIKE '%BitOr%' "
            "ORDER BY operator_name, occurrence"
        )
        there = [job for (job,) in found.execute(query)]
        drawn = random.Random(SEED).sample(there, min(most, len(there)))
        marks = ",".join("?" * len(drawn))
        for table in ("mutation_specs", "work_items"):
            found.execute(f"DELETE FROM {table} WHERE job_id NOT IN ({marks})", drawn)
    subprocess.run(["cosmic-ray", "exec", settings, session], check=True)
    with sqlite3.connect(session) as found:
        outcomes = found.execute("SELECT test_outcome, count(*) FROM work_results GROUP BY 1")
        return "of", len(there), "drawn", len(drawn), dict(outcomes.fetchall())


if __name__ == "__main__":
    main(sys.argv[1:])
