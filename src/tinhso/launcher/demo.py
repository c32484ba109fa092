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


COMMITTEE = "Ủy ban nhân dân "
# Every step names what stands on the screen: whoever follows it to the letter ends with a result in hand.
TOUR = (
    Chapter(
        "Người dân: nộp một hồ sơ",
        "resident",
        4,
        (
            "Mở {address}/, gõ “lam giay khai sinh cho con”, bấm “Tìm”; chọn “Đăng ký khai sinh”.",
            "Đọc cần mang gì, mất bao lâu, tốn bao nhiêu; bấm “Nộp hồ sơ”, rồi “Bắt đầu”.",
            "Đăng nhập bằng {resident}.",
            "Chọn “Cho con hoặc trẻ tôi đang chăm sóc”; điền tên và ngày sinh của trẻ.",
            "Ở trang “Hồ sơ giải quyết ở đâu?” chọn {commune}: các tài khoản của chặng sau làm việc ở đó.",
            "Trả lời từng trang một; thử bỏ trống một ô để xem câu báo lỗi. Cho nhanh: người mẹ, người cha chọn “Không”.",
            "Tải lên một ảnh hoặc tệp PDF bất kỳ làm Giấy chứng sinh, xem lại, đánh dấu cam đoan, bấm “Nộp hồ sơ”.",
            "Giữ lại mã hồ sơ và mã tra cứu: hai mã này mở được hồ sơ khi không đăng nhập.",
        ),
    ),
    Chapter(
        "Cán bộ một cửa: tiếp nhận",
        "reception",
        2,
        (
            "Mở một cửa sổ ẩn danh, vào {address}/dang-nhap/, đăng nhập bằng {reception}.",
            "Danh sách “Mới nộp” xếp theo hạn tiếp nhận (8 giờ làm việc); gõ tên trẻ vào ô tìm, mở hồ sơ.",
            "Xem giấy tờ, bấm “Hợp lệ”, rồi “Tiếp nhận”. Luật không ghi số ngày cho khai sinh nộp trực tuyến, "
            "nên cán bộ tự hẹn: ghi 2, “ngày làm việc”, căn cứ “phiếu hẹn”; bấm “Tiếp nhận” lần nữa.",
            "Quay lại cửa sổ của người dân, bấm “Theo dõi hồ sơ”: câu đầu tiên nói ai đang giữ và bao giờ xong.",
        ),
    ),
    Chapter(
        "Chuyên viên: thẩm định",
        "specialist",
        1,
        (
            "Ở cửa sổ ẩn danh: đăng xuất, đăng nhập bằng {specialist}.",
            "Gõ tên trẻ vào ô tìm, mở hồ sơ: bước này có hạn riêng. Cũng ở đây mà yêu cầu bổ sung một lần cho đủ.",
            "Bấm “Hoàn thành bước”, chọn “Đủ điều kiện”, bấm “Hoàn thành bước” lần nữa.",
        ),
    ),
    Chapter(
        "Lãnh đạo: phê duyệt và nhìn toàn cơ quan",
        "leader",
        3,
        (
            "Đăng xuất, đăng nhập bằng {leader}; mở hồ sơ ở “Chờ ký”, bấm “Duyệt, ký”, rồi xác nhận.",
            "“Bảng số liệu” ở cột trái: mỗi con số bấm vào được và mở đúng những hồ sơ nó đếm.",
            "Văn thư {clerk}: “Lấy số kết quả”. Trả kết quả {return_officer}: “Trả kết quả”, nhận tại Một cửa, "
            "đánh dấu đã biết khoản chưa thu.",
            "Ở cửa sổ của người dân, tải lại trang theo dõi: kết quả đã trả; đánh giá, rồi mở “Hồ sơ của tôi” "
            "xem ai đã mở dữ liệu của mình.",
        ),
    ),
)
# Whose logins the steps name, with the words that stand in where a province has no such account.
ROLES = {
    "resident": "tài khoản người dân",
    "reception": "tài khoản tiếp nhận",
    "specialist": "tài khoản chuyên viên",
    "leader": "tài khoản lãnh đạo",
    "clerk": "(tài khoản văn thư)",
    "return_officer": "(tài khoản trả kết quả)",
}


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
    """The lines of one chapter, with the logins of this province's accounts and the commune they work in."""
    found = {role: _account(role, accounts) for role in ROLES}
    logins = {role: _login(account) if account else ROLES[role] for role, account in found.items()}
    agency = str((found["specialist"] or {}).get("agency", ""))
    commune = (
        f"“{agency[len(COMMITTEE) :]}”"
        if agency.startswith(COMMITTEE)
        else "xã, phường của tài khoản tiếp nhận"
    )
    lines = ["", f"{number}. {chapter.title} (khoảng {chapter.minutes} phút)"]
    lines += [f"   – {step.format(address=address, commune=commune, **logins)}" for step in chapter.steps]
    return lines


def _login(account: dict[str, Any]) -> str:
    """How to sign in as this account; behind the national door a resident has no password here."""
    word = account.get("password")
    return f"“{account['login']}”, " + (f"mật khẩu “{word}”" if word else "bằng VNeID mô phỏng")


def _account(role: str, accounts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The first account of a role: those of one commune come first."""
    return next((a for a in accounts if a.get("role_key", a.get("role")) == role), None)
