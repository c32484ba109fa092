// "?" opens the list of keys over the page; the link itself leads to the same list as a page of its own.
async function list(href) {
  const answer = await fetch(href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-keys]");
}

export function openKeys(link) {
  let dialog = document.querySelector("dialog.ts-dialog");
  if (dialog?.open) return dialog.close();
  (async () => {
    if (!dialog) {
      const found = await list(link.href).catch(() => null);
      if (!found) return location.assign(link.href);
      dialog = document.createElement("dialog");
      dialog.className = "ts-dialog";
      dialog.setAttribute("aria-label", found.dataset.keys);
      const close = document.createElement("button");
      close.type = "button";
      close.className = "govuk-button govuk-button--secondary ts-dialog__close";
      close.textContent = found.dataset.close;
      close.addEventListener("click", () => dialog.close());
      dialog.append(close, found);
      document.body.append(dialog);
    }
    dialog.showModal();
  })();
}
