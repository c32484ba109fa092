// What scripts say, in the language of the page; the Vietnamese sentence is the key, as in the pages.
const ENGLISH = {
  "Máy này còn giữ những gì bạn gõ lần trước.": "This device still keeps what you typed last time.",
  "Đang tính mã của tệp trên máy của bạn": "Summing the file on your device",
  "Lấy lại": "Take it back",
  "Bỏ đi": "Drop it",
  "Tệp đã tải lên lần trước được dùng lại.": "The file uploaded last time is used again.",
  "Máy của bạn đang mất mạng. Những gì bạn gõ vẫn được giữ trên máy này; hãy gửi khi có mạng lại.":
    "You are offline. What you type is kept on this device; send it when the network is back.",
  "Đã có mạng lại. Bạn có thể gửi tiếp.": "The network is back. You can send now.",
  "Bạn đã bị đăng xuất. Hãy đăng nhập lại ở một thẻ khác rồi chọn lại tệp.": "You are signed out. Sign in again in another tab, then choose the file again.",
  "Tệp này không tải lên được. Hãy chọn lại tệp.": "This file could not be uploaded. Choose it again.",
  "Mạng đang chập chờn, tự thử lại sau {0} giây. Phần đã tải vẫn được giữ.": "The network is weak; trying again in {0} seconds. What has arrived is kept.",
  "Đang tải {0}": "Uploading {0}",
  "Đang tải {0}: {1} / {2}": "Uploading {0}: {1} / {2}",
  "Không nhận được {0}: {1}": "{0} was not taken: {1}",
  "Đã nhận {0}": "Received {0}",
  "{0} trang": "{0} pages",
  "Chưa tải xong vì mạng yếu. Hãy chọn lại tệp để tải tiếp.": "Not finished: the network is weak. Choose the file again to go on.",
  "Mỗi lần chọn tối đa {0} tệp. Bạn vừa chọn {1} tệp; hãy chọn ít hơn, hoặc gộp các trang vào một tệp PDF.":
    "At most {0} files at once. You chose {1}; choose fewer, or put the pages into one PDF file.",
};

export function say(sentence, ...values) {
  const words = document.documentElement.lang === "en" ? (ENGLISH[sentence] ?? sentence) : sentence;
  return words.replace(/\{(\d)\}/g, (_all, at) => values[at]);
}
