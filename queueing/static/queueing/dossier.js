// The dossier form's comfort: finds a procedure by a few letters without diacritics, and reads a
// citizen's card from a scanner that types. What the scanner types is never sent or kept.

/* Search in a select: the select stays and is what the form sends. */

const STROKED = /[đĐ]/g;
const MARKS = /\p{M}/gu;

function plain(text) {
  return text.normalize("NFD").replace(MARKS, "").replace(STROKED, "d").toLowerCase();
}

const wordsOf = (text) => plain(text).split(/[^\p{L}\p{N}.]+/u).filter(Boolean);

function isFound(wanted, label) {
  const words = wordsOf(label);
  return wordsOf(wanted).every((one) => words.some((word) => word.startsWith(one)));
}

class Search {
  constructor(select) {
    this.select = select;
    this.input = document.createElement("input");
    this.list = document.createElement("ul");
    this.options = [...select.options].filter((option) => option.value && !option.disabled);
    this.active = -1;
    this.build();
    this.restore();
  }

  build() {
    const { input, list, select } = this;
    Object.assign(input, { type: "text", id: `${select.id}-search`, autocomplete: "off", spellcheck: false });
    input.placeholder = select.dataset.hint;
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": `${select.id}-list`,
    })) input.setAttribute(name, value);
    for (const name of ["aria-invalid", "aria-describedby"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    Object.assign(list, { id: `${select.id}-list`, className: "search-list", hidden: true });
    list.setAttribute("role", "listbox");
    document.querySelector(`label[for="${select.id}"]`)?.setAttribute("for", input.id);
    const box = document.createElement("div");
    box.className = "search-box";
    box.append(input, list);
    select.after(box);
    select.classList.add("visually-hidden");
    select.tabIndex = -1;
    select.setAttribute("aria-hidden", "true");
    select.addEventListener("change", () => this.restore());
    select.addEventListener("focus", () => input.focus()); // a page that loads may yet focus it
    input.addEventListener("input", () => this.open());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => this.open(""));
    input.addEventListener("blur", () => this.leave());
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[data-value]");
      if (item) this.choose(item.dataset.value);
    });
    if (select.autofocus) input.focus();
  }

  open(wanted = this.input.value) {
    this.matches = this.options.filter((option) => isFound(wanted, option.text));
    this.list.replaceChildren(...this.matches.map((option, index) => this.item(option, index)));
    if (this.matches.length === 0) this.list.append(this.none());
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.point(this.matches.length ? 0 : -1);
  }

  item(option, index) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.textContent = option.text;
    item.dataset.value = option.value;
    item.setAttribute("role", "option");
    return item;
  }

  none() {
    const item = document.createElement("li");
    item.className = "quiet";
    item.textContent = this.select.dataset.none;
    return item;
  }

  point(index) {
    this.active = index;
    for (const [at, item] of [...this.list.children].entries()) item.setAttribute("aria-selected", at === index);
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
      this.list.children[index].scrollIntoView({ block: "nearest" });
    }
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.hidden) this.open("");
      else if (this.matches.length) this.point((this.active + step + this.matches.length) % this.matches.length);
    } else if (event.key === "Enter" && !event.ctrlKey && !this.list.hidden) {
      event.preventDefault();
      if (this.active >= 0) this.choose(this.matches[this.active].value);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.restore();
    }
  }

  choose(value) {
    const changed = this.select.value !== value;
    this.select.value = value;
    this.restore();
    if (changed) this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Leaving with one match chooses it; leaving with anything else keeps what was chosen before.
  leave() {
    if (!this.list.hidden && this.input.value && this.matches.length === 1) this.choose(this.matches[0].value);
    else this.restore();
  }

  restore() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.value = this.select.value ? this.select.selectedOptions[0].text : "";
  }
}

/* The citizen's card: Số|CMND cũ|Họ tên|ddMMyyyy|Giới tính|Địa chỉ|ddMMyyyy, perhaps more. */

const PARTS = 7;
const CARD = /^\s*\d{12}\|/;

function cardOf(text) {
  const parts = text.trim().split("|").map((part) => part.trim());
  if (parts.length < PARTS || !/^\d{12}$/.test(parts[0]) || !parts[2]) return null;
  const [identity, , name, birth, sex, address] = parts;
  return { identity, name, birth, sex, address };
}

// Digits 4 to 6 of the number are century and sex, and the year of birth. Women have odd ones.
function isConsistent({ identity, birth, sex }) {
  const woman = plain(sex).startsWith("nu");
  const century = Number(birth.slice(4, 6)) - 19;
  const year = birth.slice(6, 8);
  return birth.length !== 8 || identity.slice(3, 6) === `${century * 2 + Number(woman)}${year}`;
}

function read(field, text) {
  const scan = document.getElementById("card");
  const said = document.getElementById("card-said");
  const card = cardOf(text);
  field.value = field === scan ? "" : field.defaultValue;
  said.className = "card-said";
  if (!card) {
    said.classList.add("late");
    said.textContent = scan.dataset.unreadable;
    return;
  }
  const inputs = ["name", "identity", "address"].map((name) => [name, document.getElementById(scan.dataset.prefix + name)]);
  for (const [name, input] of inputs) {
    input.value = card[name].normalize("NFC");
    forgive(input);
  }
  const consistent = isConsistent(card);
  said.classList.add(consistent ? "in-time" : "soon");
  said.textContent = consistent ? scan.dataset.read : scan.dataset.mismatch;
  document.getElementById(`${scan.dataset.prefix}phone`).focus();
}

// The scanner ends with Enter. It types wherever the cursor stands: every field of the form listens.
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.ctrlKey || !field.matches?.("#dossier input")) return;
  if (field.id === "card" || CARD.test(field.value)) {
    event.preventDefault();
    if (field.value.trim()) read(field, field.value);
  }
}, true);
document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches?.("#dossier input") && CARD.test(field.value)) read(field, field.value);
});

// What was wrong with a field is no longer said once it is changed.
function forgive(field) {
  field.removeAttribute("aria-invalid");
  document.getElementById(`${field.id}_error`)?.remove();
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("#dossier [aria-invalid]")) forgive(event.target);
});

/* Begin, now and whenever a form is put in place. */

function upgrade(root) {
  for (const select of root.querySelectorAll("select[data-search]:not([aria-hidden])")) new Search(select);
  for (const scan of root.querySelectorAll("#card-scan[hidden]")) {
    scan.hidden = false;
    const input = scan.querySelector("input");
    if (input.autofocus) input.focus();
  }
  root.querySelector("#dossier [aria-invalid=true]:not([aria-hidden])")?.focus();
}

document.addEventListener("htmx:load", (event) => upgrade(event.target.parentNode ?? document));
upgrade(document);
