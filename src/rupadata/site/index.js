(() => {
  "use strict";
  const form = document.querySelector("form");
  const cards = [...document.querySelectorAll("li")];
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const fields = ["words", "subject", "region"].map((id) => document.getElementById(id)).filter(Boolean);
  const asked = new URLSearchParams(location.search);
  for (const field of fields) if (asked.has(field.id)) field.value = asked.get(field.id);

  const narrow = () => {
    const value = (id) => fields.find((field) => field.id === id)?.value || "";
    const words = value("words").toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const fits =
        words.every((word) => card.dataset.words.includes(word)) &&
        ["subject", "region"].every((id) => !value(id) || card.dataset[id] === value(id));
      card.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown} ${count.dataset.words}`;
    none.hidden = shown > 0;
    const left = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.id, field.value]));
    history.replaceState(null, "", left.size ? `?${left}` : location.pathname);
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const field of fields) field.addEventListener("input", narrow);
  if (asked.size) narrow();
})();
