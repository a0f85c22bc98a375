// The letters of every diagram, in which labels are placed and boxes drawn: the same to look at and to draw in.
const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

export const lettering = {
  defaultStyle: { fontFamily: FONT, fontSize: 12 },
  externalStyle: { fontFamily: FONT, fontSize: 11 },
};
