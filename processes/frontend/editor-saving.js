// Saves one file as the person goes: a while after the last change, one request at a time, again and again until it is in.
// What could not be saved is also kept in this browser, for the person and the file, until it is.
import { ask, Unreachable } from "./editor-server.js";
import { t, filled } from "./text.js";

const PAUSE = 1200;
const LONGEST = 30000;

export class Saving {
  // read: () => Promise<text>; tell: ({state, text}) => void; saved: () => void; moved: (answer) => void.
  constructor({ url, path, revision, read, tell, saved, moved, keeper }) {
    Object.assign(this, { url, path, revision, read, tell, saved, moved, wait: 2000 });
    this.keep = `bj-editor:${keeper}:${url}:${path}`;
    this.online = () => this.pending && this.flush();
    window.addEventListener("online", this.online);
  }

  stop() {
    clearTimeout(this.timer);
    window.removeEventListener("online", this.online);
    this.stopped = true;
  }

  // What this browser kept of an earlier visit, if nobody has saved the file since.
  left() {
    const kept = JSON.parse(localStorage.getItem(this.keep) || "null");
    return kept && kept.revision === this.revision ? kept.content : null;
  }

  changed() {
    if (this.conflict) return;
    this.pending = true;
    this.tell({ state: "changed", text: t("有改动，马上保存") });
    this.after(PAUSE);
  }

  after(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause);
  }

  // Resolves when nothing is left to save, or it could not be saved now.
  async flush() {
    clearTimeout(this.timer);
    if (this.running) return this.running;
    if (!this.pending || this.conflict) return undefined;
    this.running = this.send().finally(() => { this.running = null; });
    await this.running;
    return this.pending && !this.failed && !this.stopped ? this.flush() : undefined;
  }

  async send() {
    this.pending = false;
    this.failed = false;
    this.tell({ state: "saving", text: t("正在保存…") });
    const content = await this.read();
    try {
      const { status, body } = await ask(this.url, { path: this.path, content, revision: this.revision });
      this.answered(status, body, content);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.later(error.message, content);
    }
  }

  answered(status, body, content) {
    this.wait = 2000;
    if (status === 200) {
      this.revision = body.revision;
      this.forget();
      this.tell({ state: "saved", text: filled(t("已保存 {time}"), { time: body.at }) });
      this.saved();
    } else if (status === 409) {
      this.conflict = true;
      this.pending = true;
      this.remember(content);
      this.tell({ state: "conflict", text: t("没有保存：别人改过这个文件") });
      this.moved(body);
    } else {
      this.failed = true;
      this.remember(content);
      this.tell({ state: "refused", text: body.error });
    }
  }

  later(reason, content) {
    this.pending = true;
    this.failed = true;
    this.remember(content);
    this.tell({ state: "offline", text: filled(t("{reason}，改动留在这台电脑上，连上后自动保存"), { reason }) });
    if (!this.stopped) this.after(this.wait);
    this.wait = Math.min(LONGEST, this.wait * 2);
  }

  // Goes on over what the other one saved.
  overwrite(revision) {
    this.revision = revision;
    this.conflict = false;
    this.pending = true;
    return this.flush();
  }

  remember(content) {
    try {
      localStorage.setItem(this.keep, JSON.stringify({ content, revision: this.revision }));
    } catch {
      // The store is full or forbidden; the page itself still holds everything.
    }
  }

  forget() {
    localStorage.removeItem(this.keep);
  }
}
