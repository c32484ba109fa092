// The token of forms as it is now: signing in again in another tab gives the browser a new one, and a page
// that was opened before must not be refused for that.
export function freshToken() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  if (cookie) return cookie.slice("csrftoken=".length);
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  return field ? field.value : "";
}

export function keepTokensFresh() {
  document.addEventListener("submit", (event) => {
    const field = event.target.elements.namedItem?.("csrfmiddlewaretoken");
    const token = freshToken();
    if (field && token) field.value = token;
  });
}
