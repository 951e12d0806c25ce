from __future__ import annotations

import sys

from tests.fuzzing.hostile import inputs
from tests.fuzzing.measuring import made, measured
from tests.fuzzing.readers import readers, warm

warm()
only = sys.argv[1:]
for name, shape, make in inputs():
    if only and not any(name.startswith(o) for o in only):
        continue
    data = made(make)
    cost = measured(readers()[name].read, data)
    print(f"{'ok ' if cost.is_within else 'BAD'} {name}: {shape}: {len(data)} {cost}", flush=True)
