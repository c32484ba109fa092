// Says when the line is lost, and stops a form from being sent into nothing; it is sent once the line is back
// only when the person presses again, never behind their back.
import { showNotice } from "./notice.js";
import { say } from "./words.js";

export function watchNetwork() {
  let box = null;
  const lost = () => {
    box ??= showNotice(say("Máy của bạn đang mất mạng. Những gì bạn gõ vẫn được giữ trên máy này; hãy gửi khi có mạng lại."));
  };
  const back = () => {
    if (!box) return;
    box.firstChild.textContent = say("Đã có mạng lại. Bạn có thể gửi tiếp.");
    const old = box;
    box = null;
    setTimeout(() => old.remove(), 8000);
  };
  addEventListener("offline", lost);
  addEventListener("online", back);
  if (navigator.onLine === false) lost();
  document.addEventListener("submit", (event) => {
    if (navigator.onLine === false) {
      event.preventDefault();
      lost();
      box.scrollIntoView({ block: "nearest" });
    }
  });
}
