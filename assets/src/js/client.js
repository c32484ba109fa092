// Signing with a device in this machine: the signing client (on this machine alone) fetches each paper, asks its owner
// for the PIN and hands the signed file in by itself. This page only tells it which papers, one after the other.
const home = document.querySelector("[data-signing-client]");
const said = home?.querySelector("[data-said]");

async function post(address, body, headers = {}) {
  const answer = await fetch(address, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function start(button) {
  button.disabled = true;
  said.textContent = said.dataset.asks;
  try {
    const token = home.querySelector("[name=csrfmiddlewaretoken]").value;
    const { tasks } = await post(home.dataset.tasks, {}, { "X-CSRFToken": token });
    // One that its owner or the device refuses stops no other: what became of it stands in the list below.
    for (const { call, message } of tasks) await post(`${home.dataset.signingClient}/${call}`, message);
    said.textContent = said.dataset.done;
  } catch {
    said.textContent = said.dataset.away;
    button.disabled = false;
  }
}

home?.querySelector("[data-start]")?.addEventListener("click", (event) => start(event.currentTarget));
