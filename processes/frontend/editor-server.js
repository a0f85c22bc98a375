// Talks to the server. Unreachable: no answer, or the login is over; everything else is an answer with its status.
import { t } from "./text.js";

export class Unreachable extends Error {}

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";

export async function ask(url, body) {
  const headers = { Accept: "application/json", "X-Requested-With": "fetch" };
  const options = body === undefined ? { headers } : {
    method: "POST", headers: { ...headers, "Content-Type": "application/json", "X-CSRFToken": token() }, body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Unreachable(t("没有连上服务器"));
  }
  if (response.redirected || response.status === 401) throw new Unreachable(t("登录已经过期，请在新窗口里重新登录"));
  if (response.status >= 500) throw new Unreachable(t("服务器暂时没有收下"));
  const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
  return { status: response.status, body: isJson ? await response.json() : { error: refused(response.status) } };
}

function refused(status) {
  if (status === 413) return t("文件太大，没有收下。");
  return status === 403 ? t("没有权限修改，或方案已经提交。") : t("没有收下，请刷新页面再试。");
}
