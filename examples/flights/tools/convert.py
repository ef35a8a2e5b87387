"""Makes data/flights.csv out of flights-20k.json of the npm package vega-datasets; see data/PROVENANCE.md."""

import csv
import json
import sys


def main(source, target):
    with open(source, encoding="utf-8") as file:
        flights = json.load(file)
    flights.sort(key=lambda flight: (flight["date"], flight["origin"], flight["destination"], flight["delay"]))
    with open(target, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["date", "origin", "destination", "distance", "delay"])
        for flight in flights:
            # 2001/01/13 14:56 -> 2001-01-13T14:56: sorts as text, and every tool reads it.
            date = flight["date"].replace("/", "-").replace(" ", "T")
            writer.writerow([date, flight["origin"], flight["destination"], flight["distance"], flight["delay"]])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
