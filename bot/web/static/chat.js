// Without this file the page works by forms alone. With it: no reload, Enter sends, waiting is shown.
// Written for browsers inside older messengers too (Chrome 70): no ?., no replaceChildren, no requestSubmit.
"use strict";
(() => {
  const words = document.body.dataset;
  const find = (id) => document.getElementById(id);
  const LARGEST = 5 * 1024 * 1024;
  let busy = false;
  let tapped = null;

  // What is focused is never left behind the dock.
  function fit() {
    const box = find("text");
    box.style.height = "auto";
    if (box.value) box.style.height = `${box.scrollHeight + 2}px`;
    document.documentElement.style.scrollPaddingBottom = `${find("dock").offsetHeight + 12}px`;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function showWaiting(said, sentence) {
    const waiting = element("section", "answer waiting", "");
    const bubble = element("div", "say", "");
    bubble.append(element("p", "", sentence));
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
    fit();
  }

  // The answer is the page itself, so there is one way of drawing it.
  function take(html, focus) {
    const page = new DOMParser().parseFromString(html, "text/html");
    document.documentElement.lang = page.documentElement.lang;
    document.title = page.title;
    Object.assign(words, page.body.dataset);
    document.querySelector("header").replaceWith(page.querySelector("header"));
    find("thread").replaceWith(page.getElementById("thread"));
    find("dock").replaceWith(page.getElementById("dock"));
    fit();
    const latest = find("latest");
    const mine = latest.previousElementSibling;
    (focus && mine && mine.className === "mine" ? mine : latest).scrollIntoView({ block: "start" });
    const problem = find("problem");
    if (!problem.hidden) return find("text").focus({ preventScroll: true });
    latest.focus({ preventScroll: true });
    const asked = find("asked");
    find("status").textContent = asked ? `${words.done}${asked.textContent}` : words.done;
  }

  // form.action would be the button of that name.
  async function send(form, button) {
    if (busy) return;
    const file = form.id === "sheet" ? find("file").files[0] : null;
    if (file && file.size > LARGEST) return complain(words.large);
    const data = new FormData(form);
    if (button && button.name) data.set(button.name, button.value);
    const written = form.id === "composer" ? find("text").value : "";
    const said = file ? file.name : written.trim().slice(0, 600);
    const waiting = file ? words.reading : words.waiting;
    busy = true;
    complain("");
    document.body.setAttribute("aria-busy", "true");
    find("status").textContent = waiting;
    const clear = showWaiting(said, waiting);
    if (written) find("text").value = "";
    try {
      const body = file ? data : new URLSearchParams(data);
      const response = await fetch(form.getAttribute("action"), { method: "POST", body, credentials: "same-origin" });
      const html = await response.text();
      if (!html.includes('id="thread"')) throw new Error("no page");
      const draft = file ? find("text").value : "";
      take(html, Boolean(said));
      if (draft) find("text").value = draft;
      fit();
    } catch (error) {
      clear();
      if (written) find("text").value = written;
      if (file) find("file").value = "";
      complain(file ? words.unsent : words.offline);
    } finally {
      busy = false;
      document.body.removeAttribute("aria-busy");
    }
  }

  document.addEventListener("click", (event) => {
    tapped = event.target.closest("button");
    if (event.target.closest("#attach summary")) {
      event.preventDefault();
      find("file").click();
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "file" && event.target.files.length) send(find("sheet"), null);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-live]")) return;
    event.preventDefault();
    send(event.target, event.submitter || tapped);
  });

  // Enter sends where there is a keyboard; while an input method composes, Enter belongs to it.
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "text" || event.key !== "Enter" || event.shiftKey) return;
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    document.querySelector(".send").click();
  });
  document.addEventListener("input", (event) => event.target.id === "text" && fit());

  fit();
  // The fragment "#latest" has done its work; a reload should not jump.
  if (location.hash === "#latest") history.replaceState(null, "", "/");
  if (find("latest").previousElementSibling) find("latest").scrollIntoView({ block: "start" });
})();
