// The little the page does by itself: send on Enter, keep what has not changed, ask before dangerous clicks.
"use strict";

// --- Composer -------------------------------------------------------------------------------------------------------
function grow(box) {
  box.rows = Math.min(8, box.value.split("\n").length);
}

function suggest(box) {
  const row = box.form.querySelector(".suggestion");
  row.hidden = !box.value.startsWith("/");
}

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".composer-box");
  if (box && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (box.value.trim()) box.form.requestSubmit();
  } else if (box && event.key === "Tab" && /^\/\w*$/.test(box.value)) {
    const row = box.form.querySelector(".suggestion[data-insert]");
    if (row) {
      event.preventDefault();
      fill(box, row.dataset.insert);
    }
  } else if (event.key === "Escape") {
    const confirm = document.querySelector("#confirm .confirm-no");
    const cancel = document.querySelector("#modals .overlay:not([hidden]) [data-testid=modal-close]");
    (confirm ?? cancel)?.click();
  }
});

document.addEventListener("input", (event) => {
  const box = event.target.closest?.(".composer-box");
  if (box) {
    grow(box);
    suggest(box);
  }
});

function fill(box, text) {
  box.value = text;
  grow(box);
  suggest(box);
  box.focus();
}

document.addEventListener("htmx:beforeSend", (event) => {
  if (event.target.matches(".composer")) {
    const box = event.target.querySelector(".composer-box");
    fill(box, "");
  }
});

// --- Clicks of the page itself --------------------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const filler = event.target.closest("[data-fill]");
  if (filler) fill(document.querySelector("[data-testid=composer]"), filler.dataset.fill);
  const insert = event.target.closest("[data-insert]");
  if (insert) fill(insert.closest("form").querySelector(".composer-box"), insert.dataset.insert);
  const toggle = event.target.closest("[data-toggle]");
  if (toggle) document.body.classList.toggle(toggle.dataset.toggle);
  else if (!event.target.closest(".side")) document.body.classList.remove("side-open");
  const dismiss = event.target.closest("[data-dismiss]");
  if (dismiss) {
    localStorage.setItem("hint", "seen");
    document.querySelector(".hint").hidden = true;
  }
  document.querySelectorAll("details.overflow[open]").forEach((menu) => {
    if (!menu.contains(event.target) || event.target.closest(".menu-item")) menu.open = false;
  });
});

// --- Confirm dialogs of buttons and menus ---------------------------------------------------------------------------
function element(tag, className, html) {
  const made = document.createElement(tag);
  made.className = className;
  if (html !== undefined) made.innerHTML = html;
  return made;
}

document.addEventListener("htmx:confirm", (event) => {
  const wanted = event.target.dataset?.confirm;
  if (!wanted) return;
  event.preventDefault();
  const dialog = JSON.parse(wanted); // texts were rendered and escaped by the server
  const host = document.getElementById("confirm");
  const box = element("div", "modal confirm");
  const buttons = element("footer", "modal-buttons");
  const no = element("button", "button plain confirm-no", dialog.deny);
  const yes = element("button", `button ${dialog.style} confirm-yes`, dialog.confirm);
  no.dataset.testid = "confirm-no";
  yes.dataset.testid = "confirm-yes";
  no.onclick = () => host.replaceChildren();
  yes.onclick = () => {
    host.replaceChildren();
    event.detail.issueRequest(true);
  };
  buttons.append(no, yes);
  const header = element("header", "modal-header");
  header.append(element("h2", "modal-title", dialog.title));
  box.append(header, element("div", "modal-body", dialog.text), buttons);
  box.setAttribute("role", "alertdialog");
  const overlay = element("div", "overlay");
  overlay.append(box);
  host.replaceChildren(overlay);
  yes.focus();
});

// --- Live parts: replace only what changed, so that no click or half-typed word is lost ------------------------------
function merge(target, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  const known = new Map([...target.children].map((child) => [child.id, child]));
  const added = [];
  const wanted = [...fresh.children].map((child) => {
    const old = known.get(child.id);
    if (old && child.id && old.dataset.version === child.dataset.version) return old;
    const made = document.importNode(child, true);
    if (old) keepInputs(old, made);
    added.push(made);
    return made;
  });
  target.replaceChildren(...wanted);
  added.forEach((child) => htmx.process(child));
  return added;
}

function keepInputs(old, made) {
  old.querySelectorAll("[name]").forEach((before) => {
    const name = CSS.escape(before.name);
    if (before.type === "checkbox" || before.type === "radio") {
      const after = made.querySelector(`[name="${name}"][value="${CSS.escape(before.value)}"]`);
      if (after) after.checked = before.checked;
    } else {
      const after = made.querySelector(`[name="${name}"]`);
      if (after && before.value) after.value = before.value;
    }
  });
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const target = event.detail.target;
  if (!target.hasAttribute("data-keyed") || !event.detail.shouldSwap) return;
  event.detail.shouldSwap = false;
  const following = target.scrollHeight - target.scrollTop - target.clientHeight < 60;
  const added = merge(target, event.detail.serverResponse);
  if (target.hasAttribute("data-follow") && following) target.scrollTop = target.scrollHeight;
  if (target.id === "modals") focusModal(added);
});

function focusModal(added) {
  const modal = added.filter((overlay) => !overlay.hidden).at(-1);
  modal?.querySelector("[data-focus], .input-error, input, textarea, select, [type=submit]")?.focus();
}

// --- Failures and lost connections ----------------------------------------------------------------------------------
function toast(sentence) {
  const shown = element("div", "toast");
  shown.textContent = sentence;
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), 8000);
}

document.addEventListener("toast", (event) => toast(event.detail.value));
document.addEventListener("htmx:responseError", (event) => toast(event.detail.xhr.responseText || "That did not work."));
document.addEventListener("htmx:sendError", () => toast("The sandbox is not running any more."));

// Whatever changed before the stream was open, or while it was broken, is fetched now.
document.addEventListener("htmx:sseOpen", () => {
  ["messages", "thread", "modals", "sidebar", "home"].forEach(refresh);
  document.body.dataset.live = "true";
});

function refresh(id) {
  const part = document.getElementById(id);
  if (part) htmx.trigger(part, "refresh");
}

// --- Start ----------------------------------------------------------------------------------------------------------
document.addEventListener("DOMContentLoaded", () => {
  const hint = document.querySelector(".hint");
  if (hint) hint.hidden = localStorage.getItem("hint") === "seen";
  document.querySelectorAll("[data-follow]").forEach((part) => {
    part.scrollTop = part.scrollHeight;
  });
  focusModal([...document.querySelectorAll("#modals > *")]);
});
