// The drawing's own tools in the language of the page.
const VIETNAMESE = {
  "Activate hand tool": "Di chuyển khung nhìn",
  "Activate lasso tool": "Chọn một vùng",
  "Activate create/remove space tool": "Thêm hoặc bớt khoảng trống",
  "Activate global connect tool": "Nối hai phần tử",
  "Create start event": "Thêm điểm bắt đầu",
  "Create end event": "Thêm điểm kết thúc",
  "Create gateway": "Thêm cổng loại trừ",
  "Create task": "Thêm bước",
  "Create expanded sub-process": "Thêm quy trình con",
  "Append end event": "Thêm điểm kết thúc phía sau",
  "Append gateway": "Thêm cổng phía sau",
  "Append task": "Thêm bước phía sau",
  "Add text annotation": "Thêm ghi chú",
  "Append text annotation": "Thêm ghi chú",
  "Change element": "Đổi loại",
  "Change type": "Đổi loại",
  "Connect using sequence/message flow or association": "Nối tới phần tử khác",
  "Connect to other element": "Nối tới phần tử khác",
  "Delete": "Xoá",
  "Remove": "Xoá",
  "Add lane above": "Thêm làn phía trên",
  "Add lane below": "Thêm làn phía dưới",
  "Divide into two lanes": "Chia thành hai làn",
  "Divide into three lanes": "Chia thành ba làn",
  "Search in diagram": "Tìm trong hình",
  "Start event": "Bắt đầu",
  "End event": "Kết thúc",
  "Terminate end event": "Kết thúc mọi nhánh",
  "Message intermediate catch event": "Chờ thông điệp",
  "Message boundary event": "Thông điệp ngắt bước",
  "Message boundary event (non-interrupting)": "Thông điệp không ngắt bước",
  "Exclusive gateway": "Cổng loại trừ",
  "Parallel gateway": "Cổng song song",
  "User task": "Bước do người làm",
  "Script task": "Tính toán",
  "Business rule task": "Bảng quyết định",
  "Sub-process (expanded)": "Quy trình con",
  "Default flow": "Đường mặc định",
  "Sequence flow": "Đường đi",
  "Conditional flow": "Đường có điều kiện",
};

function translate(template, values) {
  const words = document.documentElement.lang === "en" ? template : (VIETNAMESE[template] ?? template);
  return words.replace(/\{([^}]+)\}/g, (all, key) => values?.[key] ?? all);
}

export const vietnamese = { translate: ["value", translate] };
