// The code of a one-time link stands after the #, which no server is told: put it into the form, and follow it.
const code = location.hash.slice(1);
const form = document.getElementById("follow");
if (code && form) {
  history.replaceState(null, "", location.pathname);
  form.elements.token.value = code;
  form.requestSubmit();
}
