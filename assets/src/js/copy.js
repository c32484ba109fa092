// A field with data-copy="Chép" gets a button that copies it: for secrets that are shown once. Without JavaScript
// the field is selected and copied by hand.
export function offerCopies() {
  for (const field of document.querySelectorAll("input[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = field.dataset.copy;
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    const group = document.createElement("div");
    group.className = "govuk-button-group";
    group.append(button, told);
    (field.closest(".govuk-form-group") ?? field).after(group);
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        // No permission, or a page without https: the older way still works on a selected field.
        if (!document.execCommand("copy")) return;
      }
      told.textContent = field.dataset.copied;
    });
  }
}
