# SPDX-License-Identifier: MIT
"""count.py FOLDER: events by service and name, as Python would do it."""
import collections
import glob
import gzip
import json
import sys

counts = collections.Counter()
for path in glob.glob(sys.argv[1] + "/**/*.json.gz", recursive=True):
    with gzip.open(path) as file:
        for record in json.load(file)["Records"]:
            counts[record["eventSource"], record["eventName"]] += 1
for (source, name), count in sorted(counts.items()):
    print(source, name, count)
