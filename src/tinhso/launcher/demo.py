"""`./tinhso demo`: ten minutes through four roles, told in the terminal beside a running province."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from tinhso.launcher.database import outside_url
from tinhso.launcher.lock import read
from tinhso.launcher.places import places
from tinhso.launcher.say import Stop, say
from tinhso.launcher.services import child_env
from tinhso.launcher.welcome import demo_accounts


@dataclass(frozen=True)
class Chapter:
    """One role's part of the tour: whom to sign in as, how long it takes, what to do."""

    title: str
    role: str
    minutes: int
    steps: tuple[str, ...]


TOUR = (
    Chapter(
        "Người dân: nộp một hồ sơ",
        "resident",
        3,
        (
            "Mở {address}/ và gõ “mo quan an” hoặc “làm giấy khai sinh cho con” vào ô tìm kiếm.",
            "Chọn một thủ tục, đọc cần mang gì, mất bao lâu, tốn bao nhiêu; bấm “Nộp hồ sơ”.",
            "Đăng nhập ở {address}/dang-nhap/ bằng {login}.",
            "Trả lời từng trang một; thử bỏ trống một ô để xem câu báo lỗi. Tải lên một tệp.",
            "Nộp. Giữ lại mã hồ sơ và mã bí mật trên giấy biên nhận: dùng để tra cứu khi không đăng nhập.",
        ),
    ),
    Chapter(
        "Cán bộ một cửa: tiếp nhận",
        "reception",
        2,
        (
            "Mở một cửa sổ ẩn danh, đăng nhập bằng {login}.",
            "Hồ sơ vừa nộp nằm đầu danh sách chờ tiếp nhận, kèm giờ phải tiếp nhận (8 giờ làm việc).",
            "Mở hồ sơ, xem từng giấy tờ, rồi tiếp nhận: giấy tiếp nhận có ngày hẹn trả.",
            "Quay lại cửa sổ của người dân: trạng thái đã đổi, câu đầu tiên nói ai đang giữ hồ sơ.",
        ),
    ),
    Chapter(
        "Chuyên viên: thẩm định",
        "specialist",
        3,
        (
            "Đăng xuất, đăng nhập bằng {login}.",
            "Danh sách việc của tôi: đến hạn hôm nay, quá hạn, chờ người dân. Mở hồ sơ vừa nhận.",
            "Xem hạn riêng của bước này; ghi ý kiến và trình lãnh đạo, hoặc yêu cầu bổ sung một lần cho đủ.",
        ),
    ),
    Chapter(
        "Lãnh đạo: phê duyệt và nhìn toàn cơ quan",
        "leader",
        2,
        (
            "Đăng xuất, đăng nhập bằng {login}.",
            "Duyệt hồ sơ; văn thư cấp số, bộ phận trả kết quả trả cho người dân.",
            "Mở bảng điều hành của cơ quan: mỗi con số bấm vào được và mở đúng những hồ sơ nó đếm.",
            "Ở cửa sổ của người dân: tải kết quả, đánh giá, xem ai đã mở dữ liệu của mình.",
        ),
    ),
)


def demo(argv: list[str]) -> int:
    """Tell the tour with this province's address and accounts; waits for Enter between chapters."""
    where = places()
    note = read(where.run / "lock")
    address_file = where.run / "address"
    if note.get("mode") != "run" or not address_file.exists():
        raise Stop("hãy chạy ./tinhso run ở một cửa sổ khác trước, rồi gọi lại ./tinhso demo.")
    address = str(note.get("address") or address_file.read_text().strip())
    noted = where.run / "database-url"
    url = outside_url(where) or (noted.read_text().strip() if noted.exists() else "")
    env = child_env(where, url, origins=[], lan=bool(note.get("lan")), hosts=[]) if url else {}
    accounts = demo_accounts(env)
    pause = sys.stdin.isatty() and "--all" not in argv
    for number, chapter in enumerate(TOUR, 1):
        for line in chapter_lines(number, chapter, address, accounts):
            say(line)
        if pause and number < len(TOUR):
            say("  (Nhấn Enter để sang vai tiếp theo)")
            sys.stdin.readline()
    say(
        f"Hết một vòng. Thông báo đã gửi (thư, SMS, Zalo) xem ở {address}/hop-thu-mau/ nếu đang ở chế độ demo."
    )
    return 0


def chapter_lines(number: int, chapter: Chapter, address: str, accounts: list[dict[str, Any]]) -> list[str]:
    """The lines of one chapter, with a login of its role when there is one."""
    account = next((a for a in accounts if a.get("role_key", a.get("role")) == chapter.role), None)
    login = f"“{account['login']}”, mật khẩu “{account['password']}”" if account else "tài khoản của vai này"
    lines = ["", f"{number}. {chapter.title} (khoảng {chapter.minutes} phút)"]
    lines += [f"   – {step.format(address=address, login=login)}" for step in chapter.steps]
    return lines
