// Queues: parts with data-live are fetched anew every few seconds; the hall's screen speaks new calls; the
// kiosk prints the number and goes home. Without JavaScript a link draws the page again.
const EVERY = 10;
const HOME_AFTER = 15000;
const NEWEST = 30;
const live = () => [...document.querySelectorAll("[data-live]")];
let voiceOn = false;
let said = new Set(callsOf().map(([key]) => key));

function callsOf() {
  return [...document.querySelectorAll("[data-call]")].map((node) => [node.dataset.call, node.textContent]);
}

const vietnamese = (voices) => voices.find((one) => one.lang.toLowerCase().startsWith("vi"));
// A foreign voice reads Vietnamese so that nobody understands it. Some browsers name their voices late, or never.
const mute = (voices) => voices.length > 0 && !vietnamese(voices);

function speak(words) {
  const voices = speechSynthesis.getVoices();
  if (mute(voices)) return;
  const saying = new SpeechSynthesisUtterance(words);
  saying.lang = "vi-VN";
  saying.rate = 0.9;
  const voice = vietnamese(voices);
  if (voice) saying.voice = voice;
  speechSynthesis.speak(saying);
}

function sayNew() {
  const fresh = callsOf().filter(([key]) => !said.has(key));
  // The oldest first, as they were called.
  if (voiceOn) for (const [, words] of fresh.reverse().slice(-NEWEST)) speak(words);
  said = new Set(callsOf().map(([key]) => key));
}

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { "X-Live": "1" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of live()) {
      const fresh = page.getElementById(part.id);
      // A part that says the same stays, so that a screen reader is not told it again.
      if (fresh && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
    }
    sayNew();
  } catch {
    // No line: what is shown stays, the next round asks again.
  }
}

const parts = live();
if (parts.length) setInterval(refresh, 1000 * Math.min(...parts.map((part) => Number(part.dataset.live) || EVERY)));

const button = document.querySelector("[data-voice]");
if (button && "speechSynthesis" in window) {
  const told = document.querySelector("[data-voice-said]");
  button.hidden = false;
  // A browser speaks only after somebody has pressed something on the page.
  button.addEventListener("click", () => {
    voiceOn = true;
    button.hidden = true;
    const silent = mute(speechSynthesis.getVoices());
    told.textContent = silent ? told.dataset.noVoice : told.dataset.on;
    told.classList.toggle("govuk-visually-hidden", !silent);
    speak("Đã bật tiếng gọi số.");
  });
}

const ticket = document.querySelector("[data-print-ticket]");
if (ticket) {
  window.print();
  setTimeout(() => location.replace(ticket.dataset.home), HOME_AFTER);
}
