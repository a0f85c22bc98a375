// The time of a moment as the pages write it: in the bureau's time, wherever the clock of this device is set.

const time = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" });

export const clock = (at = Date.now()) => time.format(new Date(at));
