"""The words of a page, in Vietnamese, without any network: one model finds the lines, another reads each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
from asterocr import AsterOCR
from numpy.typing import NDArray
from PIL import Image
from rapidocr import RapidOCR

Box = tuple[int, int, int, int]
_MARGIN = 2


class Reader:
    """Both models, loaded once."""

    def __init__(self) -> None:
        onnxruntime.disable_telemetry_events()
        self._lines = RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.use_rec": False,
                "Global.log_level": "error",
                "Det.limit_type": "max",
                "Det.limit_side_len": 1280,
            }
        )
        # It reads one line at a time, and would report home if it were not told not to.
        self._words = AsterOCR(enable_telemetry=False)

    def text(self, path: Path) -> str:
        """The lines of a page from top to bottom, words of one line in their order."""
        picture = np.asarray(Image.open(path).convert("RGB"), dtype=np.uint8)
        found: Any = self._lines(
            cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), use_det=True, use_cls=False, use_rec=False
        )
        if found is None or found.boxes is None:
            return ""
        boxes = [_box(corners, picture.shape[:2]) for corners in found.boxes]
        rows = [" ".join(self._read(picture, box) for box in row) for row in in_rows(boxes)]
        return "\n".join(row.strip() for row in rows if row.strip())

    def _read(self, picture: NDArray[np.uint8], box: Box) -> str:
        left, top, right, bottom = box
        return str(self._words.predict(Image.fromarray(picture[top:bottom, left:right])))


def in_rows(boxes: list[Box]) -> list[list[Box]]:
    """Boxes (left, top, right, bottom) as lines of a page: what overlaps a line's middle belongs to it."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: (b[1] + b[3], b[0])):
        middle = (box[1] + box[3]) / 2
        if rows and rows[-1][0][1] <= middle <= rows[-1][0][3]:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row) for row in rows]


def _box(corners: NDArray[np.float32], size: tuple[int, ...]) -> Box:
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    height, width = size
    return (
        max(int(left) - _MARGIN, 0),
        max(int(top) - _MARGIN, 0),
        min(int(right) + _MARGIN + 1, width),
        min(int(bottom) + _MARGIN + 1, height),
    )
