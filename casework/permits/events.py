"""The sentences of what happens to permits and to the lessons under them."""

from casework.audit.kinds import register

register(
    "permit.issued",
    "发出入校许可 {number}，有效期至{valid_to}",
    "Permit {number} was issued, until {valid_to}",
    name=("发出入校许可", "Permit issued"),
)
register(
    "permit.suspended",
    "入校许可 {number} 自{day}起暂停：{reason}，取消课次 {cancelled} 个",
    "Permit {number} was suspended from {day}: {reason}; {cancelled} lessons cancelled",
    name=("许可暂停", "Permit suspended"),
)
register(
    "permit.resumed",
    "入校许可 {number} 自{day}起恢复：{reason}",
    "Permit {number} was resumed from {day}: {reason}",
    name=("许可恢复", "Permit resumed"),
)
register(
    "permit.revoked",
    "入校许可 {number} 自{day}起撤销：{reason}，取消课次 {cancelled} 个",
    "Permit {number} was revoked from {day}: {reason}; {cancelled} lessons cancelled",
    name=("许可撤销", "Permit revoked"),
)
register(
    "permit.ended", "入校许可 {number} 到期", "Permit {number} has ended", name=("许可到期", "Permit ended")
)
register(
    "permit.people_changed",
    "入校许可 {number} 自{day}起更换师资：{out} → {into}",
    "Permit {number}: {into} takes the place of {out} from {day}",
    name=("更换师资", "Instructor replaced"),
)
register(
    "session.planned",
    "{by}安排{day}的“{course}”由{instructor}授课",
    "{by} planned “{course}” on {day} with {instructor}",
    name=("安排课次", "Lesson planned"),
)
register(
    "session.cancelled",
    "{by}取消{day}的“{course}”：{reason}",
    "{by} cancelled “{course}” on {day}: {reason}",
    name=("取消课次", "Lesson cancelled"),
)
register(
    "sessions.cancelled",
    "取消{day}起的课次 {count} 个：{reason}",
    "{count} lessons from {day} on were cancelled: {reason}",
    name=("取消课次", "Lessons cancelled"),
)
