/* The booking form of the plain pages: a time that is tapped is held while the form is filled in. Without this script the
 * form works as well; the place is then taken when it is sent.
 */
const form = document.querySelector("form[data-hold]");
const note = form?.querySelector("[data-held]"), kept = form?.querySelector("[name=hold]");
let asked = 0;

async function hold(slot) {
  const turn = ++asked;
  const body = new URLSearchParams({ slot, hold: kept.value, party: form.elements.party?.value || "1" });
  let answer;
  try {
    const response = await fetch(form.dataset.hold, { method: "POST", body });
    answer = await response.json();
  } catch { return; } // a bad line: the form is sent as it is
  if (turn !== asked) return; // another time was tapped meanwhile; its request lets this one go
  if (answer.hold) kept.value = answer.hold;
  note.textContent = answer.words || "";
  note.hidden = !answer.words;
}

form?.addEventListener("change", ({ target }) => {
  const chosen = form.querySelector("[name=slot]:checked")?.value || "";
  if ((target.name === "slot" || target.name === "party") && /^\d+$/.test(chosen)) hold(chosen);
});
