"""How far a page stands askew, turning it straight, and whether anything is on it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

LARGEST_ANGLE = 10.0
SMALLEST_ANGLE = 0.2
# Ink on a blank sheet: dust of the glass. One line of writing is ten times as much.
BLANK_SHARE = 0.00008
_SIDE = 900


def angle_of(grey: Grey) -> float:
    """The degrees by which to turn the page so that its lines lie level; 0 when it is straight or tells nothing.

    Lines of writing that lie level give rows full of ink beside rows without any: the turn with the sharpest
    such change is the right one.
    """
    scale = _SIDE / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    ink = (_ink(np.asarray(small, dtype=np.uint8)) > 0).astype(np.float32)
    if not ink.any():
        return 0.0
    coarse = max(np.arange(-LARGEST_ANGLE, LARGEST_ANGLE + 0.1, 1.0), key=lambda turn: _sharpness(ink, turn))
    middle = max(np.arange(coarse - 1, coarse + 1.01, 0.25), key=lambda turn: _sharpness(ink, turn))
    fine = max(np.arange(middle - 0.25, middle + 0.26, 0.05), key=lambda turn: _sharpness(ink, turn))
    angle = round(float(fine), 2)
    return angle if SMALLEST_ANGLE <= abs(angle) < LARGEST_ANGLE else 0.0


def straightened(picture: NDArray[np.uint8], angle: float) -> NDArray[np.uint8]:
    """The page turned by `angle` degrees on white; its size stays."""
    if not angle:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    turned = cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return np.asarray(turned, dtype=np.uint8)


def is_blank(grey: Grey) -> bool:
    """True when nothing is on the page but dust; the edges, where a scanner draws shadows, do not count."""
    rows, columns = (max(side // 33, 1) for side in grey.shape)
    inner = cv2.medianBlur(np.ascontiguousarray(grey[rows:-rows, columns:-columns]), 3)
    paper = int(np.median(inner))
    return float((inner < paper - 60).mean()) < BLANK_SHARE


def _ink(grey: Grey) -> Grey:
    _level, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return np.asarray(ink, dtype=np.uint8)


def _sharpness(ink: NDArray[np.float32], angle: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1)
    rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST).sum(axis=1)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())
