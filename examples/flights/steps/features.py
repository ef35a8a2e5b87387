"""The table that all steps share: its columns, and how it is read and written."""

import csv

#: What the model may look at.
FEATURES = ["hour", "weekday", "distance", "origin_rate", "destination_rate", "route_rate"]
LABEL = "late"
#: Carried along for reports by segment; the model does not see them.
KEYS = ["date", "origin", "destination"]


def read_table(path):
    """Rows as dictionaries, numbers as numbers."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row[LABEL] = int(row[LABEL])
        for name in FEATURES:
            row[name] = float(row[name])
    return rows


def write_table(path, columns, rows):
    """Writes `rows` (dictionaries) as CSV; numbers keep six digits, so that the file is the same on every machine."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([f"{row[name]:.6g}" if isinstance(row[name], float) else row[name] for name in columns])
