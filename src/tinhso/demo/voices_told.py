"""What the made-up senders of the demonstration write, and what the offices answer: plainly invented matters."""

from __future__ import annotations

from dataclasses import dataclass

RULES, BEHAVIOUR = "rules", "behaviour"


@dataclass(frozen=True)
class Voice:
    """One petition. `until` its last act; `ago` working days since it was sent; `votes` likes and dislikes.

    `answer` is the office's answer, the sender's supplement or the reason of a return; `said` what a question,
    a refusal or a transfer says.
    """

    to: str
    title: str
    content: str
    until: str
    ago: int
    kind: str = RULES
    said: str = ""
    answer: str = ""
    onward: str = ""
    officer: str = ""
    founded: bool | None = None
    votes: tuple[int, int] = (0, 0)


VOICES = (
    Voice("own", "Bảng niêm yết thủ tục ở Một cửa bị che khuất",
          "Tủ hồ sơ mới đặt trước bảng niêm yết nên người dân không đọc được phí và thời hạn.", "send", 1),
    Voice("own", "Phải chờ gần hai giờ vào sáng thứ Hai",
          "Tôi lấy số từ đầu giờ sáng, đến gần trưa mới được gọi. Chỉ có một quầy mở.", "send", 4, BEHAVIOUR),
    Voice("own", "Xin bản sao trích lục phải về nơi đăng ký cũ",
          "Tôi chuyển nhà đã lâu, mỗi lần xin bản sao lại phải về xã cũ. Có cách nào xin ở nơi đang ở không?",
          "take", 17),
    Voice("own", "Mẫu tờ khai in sẵn ở quầy là mẫu cũ",
          "Tờ khai lấy ở quầy khác với mẫu trên trang thủ tục, tôi phải viết lại.", "draft", 6,
          answer="Tờ khai cũ đã được thu lại; quầy đã có mẫu đang dùng. Xin lỗi ông/bà vì đã phải viết hai lần."),
    Voice("own", "Cán bộ quầy nói trống không với người già",
          "Mẹ tôi hỏi lại hai lần thì bị trả lời cụt lủn, không hướng dẫn thêm.", "draft", 9, BEHAVIOUR,
          officer="Cán bộ quầy số 2", founded=True,
          answer="Qua xem lại, phản ánh là đúng. Cán bộ đã xin lỗi gia đình và được phân công học lại quy tắc ứng xử."),
    Voice("own", "Đường vào Trung tâm ngập khi mưa",
          "Mưa to là lối vào ngập, người già không vào được. Đề nghị kê lối đi tạm.", "ask", 3,
          said="Ông/bà cho biết lối vào phía nào, và hôm nào thì ngập?"),
    Voice("own", "Nộp trực tuyến nhưng vẫn bị yêu cầu mang bản giấy",
          "Hồ sơ của tôi nộp trực tuyến đủ, khi nhận kết quả lại được yêu cầu mang bản chính.", "supplement", 5,
          said="Xin cho biết mã hồ sơ và người đã yêu cầu.",
          answer="Hồ sơ tôi nộp tuần trước, người trả kết quả ở quầy yêu cầu. Tôi không nhớ mã."),
    Voice("own", "Ghế chờ ở khu tiếp nhận không đủ",
          "Sáng đông người phải đứng chờ, có cả người khuyết tật.", "publish", 20,
          answer="Trung tâm đã kê thêm 12 ghế và dành một hàng cho người khuyết tật, người có con nhỏ.", votes=(4, 0)),
    Voice("own", "Không có chỗ để xe cho người khuyết tật",
          "Bãi xe không có chỗ riêng, xe lăn không lên được bậc thềm.", "publish", 26,
          answer="Đã kẻ hai ô đỗ gần lối vào và lắp đường dốc. Kinh phí sửa bậc thềm được đưa vào quý sau.",
          votes=(2, 3)),
    Voice("own", "Trả kết quả muộn hai ngày mà không báo",
          "Đến ngày hẹn tôi đến thì chưa có, không ai nhắn trước.", "publish", 30, BEHAVIOUR, founded=True,
          answer="Phản ánh đúng: bộ phận xử lý đã quên gửi thư xin lỗi. Lãnh đạo đã nhắc nhở và từ nay hệ thống nhắc "
          "trước một ngày.", votes=(1, 0)),
    Voice("own", "Bị thu thêm tiền mực in",
          "Quầy photo cạnh Một cửa thu thêm tiền, nói là của Một cửa.", "publish", 35, BEHAVIOUR, founded=False,
          answer="Quầy photo là của tư nhân, Một cửa không thu khoản nào ngoài phí niêm yết. Đã yêu cầu quầy gỡ biển "
          "gây hiểu nhầm.", votes=(0, 1)),
    Voice("own", "Gửi nhầm: chuyện tranh chấp bờ rào với nhà bên",
          "Nhà bên xây lấn bờ rào sang đất tôi, đề nghị xã xử.", "refuse", 6,
          said="Đây là tranh chấp dân sự, không phải phản ánh về quy định hay cán bộ. Ông/bà liên hệ tổ hòa giải thôn."),
    Voice("own", "Đèn đường thôn hỏng", "Ba bóng đèn trước nhà văn hóa hỏng hơn một tháng.", "forward", 4,
          said="Việc chiếu sáng do cơ quan chuyên môn của tỉnh quản lý.", onward="department"),
    Voice("department", "Hỏi về phí cấp đổi giấy phép", "Trang thủ tục ghi hai mức phí khác nhau.", "forward", 5,
          said="Thủ tục này do Ủy ban nhân dân xã giải quyết.", onward="own"),
    Voice("department", "Không gọi được số điện thoại niêm yết",
          "Tôi gọi số niêm yết ba ngày đều không ai nghe.", "give_back", 6,
          said="Số điện thoại này của xã.", onward="own",
          answer="Số điện thoại được nêu là của Sở, không phải của xã."),
    Voice("own", "Đề nghị mở cửa sáng thứ Bảy",
          "Công nhân chúng tôi không nghỉ được ngày thường để đi làm giấy tờ.", "prepare", 12,
          answer="Từ tháng sau Trung tâm thử mở cửa sáng thứ Bảy đầu tiên của mỗi tháng."),
    Voice("own", "Hướng dẫn trên mạng và ở quầy khác nhau",
          "Trên mạng ghi hai loại giấy, đến quầy phải thêm giấy thứ ba.", "approve", 16,
          answer="Quầy đã hướng dẫn sai: chỉ cần hai loại giấy như trên mạng. Chúng tôi đã sửa tờ hướng dẫn."),
    Voice("own", "Chuyện riêng gia đình khi làm giấy khai sinh",
          "Cán bộ hỏi to chuyện riêng của tôi trước nhiều người.", "keep_private", 14, BEHAVIOUR, founded=True,
          said="Nội dung có chuyện riêng của người gửi, dù đã bỏ tên vẫn nhận ra được.",
          answer="Phản ánh đúng. Chúng tôi xin lỗi, và đã bố trí bàn riêng cho các việc hộ tịch."),
    Voice("own", "Chưa được hẹn lại sau khi quá hạn",
          "Hồ sơ của tôi quá hạn năm ngày, gọi điện không ai nói rõ.", "send_back", 10, BEHAVIOUR, founded=True,
          said="Viết rõ vì sao quá hạn và hôm nào có kết quả.",
          answer="Hồ sơ đang được xử lý, đề nghị ông/bà thông cảm."),
    Voice("own", "Người gửi không nói rõ nơi xảy ra",
          "Có quầy thu tiền không đưa biên lai.", "go_on", 13, BEHAVIOUR,
          said="Xin cho biết quầy nào, hôm nào."),
    Voice("other", "Máy lấy số hay hỏng", "Máy lấy số hỏng hai lần trong tuần, mọi người chen nhau.", "take", 5),
    Voice("other", "Biển chỉ dẫn khó hiểu với người lớn tuổi",
          "Chữ trên biển nhỏ và toàn chữ viết tắt.", "publish", 24,
          answer="Đã thay biển chữ lớn, viết đủ tên phòng, không viết tắt.", votes=(3, 1)),
    Voice("centre", "Nhận kết quả qua bưu chính chậm",
          "Tôi chọn nhận qua bưu chính, một tuần chưa thấy.", "ask", 12,
          said="Xin cho biết mã hồ sơ hoặc số hiệu bưu gửi."),
    Voice("centre", "Mong có quầy hỗ trợ nộp trực tuyến",
          "Người lớn tuổi không tự nộp trực tuyến được, mong có người ngồi hướng dẫn.", "publish", 28,
          answer="Trung tâm có hai máy tính và một người hướng dẫn tại sảnh, trong giờ làm việc.", votes=(5, 0)),
    Voice("centre", "Số điện thoại tổng đài bận liên tục", "Gọi cả buổi sáng đều bận.", "send", 3, BEHAVIOUR),
    Voice("department", "Thời hạn cấp giấy phép quá dài",
          "Quy định 15 ngày làm việc cho một việc chỉ cần đối chiếu, đề nghị rút ngắn.", "draft", 11,
          answer="Sở đã đề nghị rút thời hạn còn 10 ngày làm việc trong lần sửa quyết định công bố tới."),
    Voice("province", "Đề nghị gộp hai thủ tục thành một",
          "Người dân phải nộp hai hồ sơ gần như giống nhau ở hai nơi.", "take", 8),
    Voice("own", "Quảng cáo bán đất", "Bán đất nền giá rẻ, liên hệ ngay.", "refuse", 9,
          said="Nội dung quảng cáo, không phải phản ánh, kiến nghị."),
)  # fmt: skip
