// Without this file the page works by forms alone. With it: no reload, Enter sends, waiting is shown.
"use strict";
(() => {
  const words = document.body.dataset;
  const find = (id) => document.getElementById(id);
  let busy = false;

  function grow() {
    const box = find("text");
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function showWaiting(said) {
    const waiting = element("section", "answer waiting", "");
    const bubble = element("div", "say", "");
    bubble.append(element("p", "", words.waiting));
    waiting.append(bubble);
    const added = said ? [element("p", "mine", said), waiting] : [waiting];
    find("thread").append(...added);
    waiting.scrollIntoView({ block: "end" });
    return () => added.forEach((one) => one.remove());
  }

  function complain(sentence) {
    const problem = find("problem");
    problem.textContent = sentence;
    problem.hidden = !sentence;
  }

  // The answer is the page itself, so there is one way of drawing it.
  function take(html, focus) {
    const page = new DOMParser().parseFromString(html, "text/html");
    document.documentElement.lang = page.documentElement.lang;
    document.title = page.title;
    Object.assign(words, page.body.dataset);
    document.querySelector("header").replaceWith(page.querySelector("header"));
    const thread = find("thread");
    thread.replaceChildren(...page.getElementById("thread").childNodes);
    thread.setAttribute("aria-label", page.getElementById("thread").getAttribute("aria-label"));
    find("composer").replaceWith(page.getElementById("composer"));
    grow();
    const latest = find("latest");
    const mine = latest.previousElementSibling;
    (focus && mine && mine.className === "mine" ? mine : latest).scrollIntoView({ block: "start" });
    latest.focus({ preventScroll: true });
    find("status").textContent = words.done;
  }

  // form.action would be the button of that name.
  async function send(form, button) {
    if (busy) return;
    const data = new FormData(form);
    if (button && button.name) data.set(button.name, button.value);
    const written = form.id === "composer" ? find("text").value : "";
    busy = true;
    complain("");
    document.body.setAttribute("aria-busy", "true");
    find("status").textContent = words.waiting;
    const clear = showWaiting(written.trim().slice(0, 600));
    if (written) find("text").value = "";
    try {
      const response = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(data) });
      const html = await response.text();
      if (!html.includes('id="thread"')) throw new Error("no page");
      take(html, Boolean(written));
    } catch {
      clear();
      if (written) find("text").value = written;
      complain(words.offline);
    } finally {
      busy = false;
      document.body.removeAttribute("aria-busy");
    }
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-live]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  // Enter sends where there is a keyboard; while an input method composes, Enter belongs to it.
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "text" || event.key !== "Enter" || event.shiftKey) return;
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    find("composer").requestSubmit(document.querySelector(".send"));
  });
  document.addEventListener("input", (event) => event.target.id === "text" && grow());

  grow();
  // The fragment "#latest" has done its work; a reload should not jump.
  if (location.hash === "#latest") history.replaceState(null, "", "/");
  if (find("latest").previousElementSibling) find("latest").scrollIntoView({ block: "start" });
})();
