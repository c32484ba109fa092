"""Small processes for the tests, written by hand as a drawing tool would save them."""

from __future__ import annotations

from itertools import pairwise

from tinhso.foundation.process.rules.names import COMMON_OUTCOMES

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:tinhso="https://tinhso.vn/ns/bpmn/1" id="d" targetNamespace="urn:test">\n'
)


def document(body: str, lanes: dict[str, str], messages: tuple[str, ...] = ()) -> bytes:
    """A file around the body of one process; `lanes` maps a role to the ids of its nodes."""
    sets = "".join(
        f'<bpmn:lane id="{role}" name="{role}">'
        + "".join(f"<bpmn:flowNodeRef>{key}</bpmn:flowNodeRef>" for key in keys.split())
        + "</bpmn:lane>\n"
        for role, keys in lanes.items()
    )
    named = "".join(f'<bpmn:message id="m_{name}" name="{name}"/>\n' for name in messages)
    return (
        f'{HEAD}{named}<bpmn:process id="p" isExecutable="true">\n'
        f"<bpmn:laneSet>{sets}</bpmn:laneSet>\n{body}</bpmn:process>\n</bpmn:definitions>\n"
    ).encode()


def task(key: str, outcomes: str = "done", **attributes: str) -> str:
    own = [word for word in outcomes.split() if word not in COMMON_OUTCOMES]
    attributes = {
        **({"words": "; ".join(f"{word}: Lời của {word}" for word in own)} if own else {}),
        **attributes,
    }
    extra = "".join(f' tinhso:{name}="{value}"' for name, value in attributes.items())
    return f'<bpmn:userTask id="{key}" name="Bước {key}" tinhso:outcomes="{outcomes}"{extra}/>\n'


def flow(source: str, target: str, condition: str = "") -> str:
    inner = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
    key = f"f_{source}_{target}"
    return f'<bpmn:sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>\n'


def chain(*keys: str) -> str:
    return "".join(flow(a, b) for a, b in pairwise(keys))


START, END = '<bpmn:startEvent id="start"/>\n', '<bpmn:endEvent id="end"/>\n'


def catches(kind: str, key: str, message: str, attributes: str = "") -> str:
    return (
        f'<bpmn:{kind} id="{key}" {attributes}>'
        f'<bpmn:messageEventDefinition id="{key}_d" messageRef="m_{message}"/></bpmn:{kind}>\n'
    )


TWO = document(START + END + task("a") + task("b") + chain("start", "a", "b", "end"), {"specialist": "a b"})

CHOICE = document(
    START
    + END
    + task("a", "approve return")
    + task("b")
    + '<bpmn:exclusiveGateway id="g" default="f_g_b"/>\n'
    + chain("start", "a", "g")
    + flow("g", "b")
    + flow("g", "end", "outcome == 'return'")
    + chain("b", "end"),
    {"specialist": "a b"},
)

PARALLEL = document(
    START
    + END
    + task("first")
    + task("a")
    + task("b")
    + task("last")
    + '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>\n'
    + chain("start", "first", "split", "a", "join", "last", "end")
    + chain("split", "b", "join"),
    {"specialist": "first a b last"},
)

MESSAGES = document(
    START
    + END
    + task("a")
    + task("warned")
    + task("late")
    + task("b")
    + '<bpmn:endEvent id="end2"/><bpmn:endEvent id="end3"/>\n'
    + catches("boundaryEvent", "soon", "due_soon", 'attachedToRef="a" cancelActivity="false"')
    + catches("boundaryEvent", "over", "overdue", 'attachedToRef="a"')
    + catches("intermediateCatchEvent", "answered", "supplement_answered")
    + chain("start", "a", "answered", "b", "end")
    + chain("soon", "warned", "end2")
    + chain("over", "late", "end3"),
    {"specialist": "a b", "leader": "warned late"},
    ("due_soon", "overdue", "supplement_answered"),
)

SUBPROCESS = document(
    START
    + END
    + task("before")
    + task("after")
    + '<bpmn:subProcess id="sub"><bpmn:startEvent id="s_start"/><bpmn:endEvent id="s_end"/>'
    + task("inner")
    + task("inner2")
    + chain("s_start", "inner", "inner2", "s_end")
    + "</bpmn:subProcess>\n"
    + chain("start", "before", "sub", "after", "end"),
    {"specialist": "before sub after"},
)

DMN = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test">
<decision id="who" name="Ai duyet"><decisionTable id="t" hitPolicy="FIRST">
<input id="i1"><inputExpression id="e1"><text>area</text></inputExpression></input>
<input id="i2"><inputExpression id="e2"><text>kind</text></inputExpression></input>
<output id="o1" name="level"/><output id="o2" name="fee"/>
<rule id="r1"><inputEntry><text>&gt;= 500</text></inputEntry><inputEntry><text>-</text></inputEntry>
<outputEntry><text>"province"</text></outputEntry><outputEntry><text>area * 2</text></outputEntry></rule>
<rule id="r2"><inputEntry><text></text></inputEntry><inputEntry><text>"house", "shop"</text></inputEntry>
<outputEntry><text>"commune"</text></outputEntry><outputEntry><text>0</text></outputEntry></rule>
</decisionTable></decision></definitions>
"""

DECISION = document(
    START
    + END
    + task("province")
    + task("commune")
    + '<bpmn:businessRuleTask id="rule" tinhso:decision="who"/>\n'
    + '<bpmn:scriptTask id="calc"><bpmn:script># diện tích\narea = width * length\nbig = area &gt; 400</bpmn:script></bpmn:scriptTask>\n'
    + '<bpmn:exclusiveGateway id="g" default="f_g_commune"/>\n'
    + chain("start", "calc", "rule", "g", "commune", "end")
    + flow("g", "province", "level == 'province' and big")
    + flow("province", "end"),
    {"specialist": "province commune"},
)

LOOP = document(
    START
    + END
    + task("a")
    + task("b", "approve return")
    + '<bpmn:exclusiveGateway id="g" default="f_g_end"/>'
    + chain("start", "a", "b", "g", "end")
    + flow("g", "a", "outcome == 'return'"),
    {"specialist": "a", "leader": "b"},
)
