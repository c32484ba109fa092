"""Names of the formats."""

NAMESPACE = "https://tinhso.vn/ns/bpmn/1"
TINHSO = "{" + NAMESPACE + "}"
BPMN_NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMN = "{" + BPMN_NAMESPACE + "}"
KINDS = ("appraise", "approve", "sign", "number", "return", "opinion", "handle")
DEFAULT_AGENCY = "competent"
DEFAULT_OUTCOME = "done"
# Outcomes that mean the same in every process; any other needs words of its own in the file.
COMMON_OUTCOMES = frozenset(["done", "fit", "unfit", "approved", "rejected"])
MOST_WORDS = 60
