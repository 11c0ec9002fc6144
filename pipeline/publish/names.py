"""What the published files are called."""

WORKBOOK = "考评汇总.xlsx"
REPORT = "report.html"
RUN_RECORD = "run.json"
DESCRIPTOR = "datapackage.json"

NOT_ALWAYS = ("changes.csv",)
"""Tables of a run with last year's dataset: one that is left from a former run goes."""
