# 简易页面、登录、接口和日历

web-name = 工会驿站
web-short-name = 驿站
web-description = 查找工会驿站，看看现在开不开门、里面什么能用，还能预约义诊。
web-skip = 跳到正文
web-aed = 找 AED
web-find = 找驿站
web-my-booking = 我的预约
web-language = 语言
web-pages = 页面
web-full-page = 打开完整版页面
web-staff-sign-in = 工作人员登录
web-sign-out = 退出登录（{ $name }）

## 出了问题
web-problem-title = 没有成功
web-problem-back = 回到首页
web-problem-reference = 如果要向人反映，请告诉对方编号 { $reference }。
web-problem-field = { $field }：{ $title }

## 登录
web-sign-in-title = 工作人员登录
web-sign-in-intro = 供驿站管理员、义诊工作人员和系统管理员使用。司机不需要账号。
web-username = 用户名
web-password = 密码
web-sign-in-button = 登录
web-sign-in-forgotten = 忘了密码？请管理员给您重设。
web-signed-in-as = 您已登录：{ $name }。
web-continue = 继续
web-set-up-link = 设置第一位管理员
web-set-up-title = 第一位管理员
web-set-up-intro = 程序第一次启动时，终端窗口里会显示设置码。设置码只能用一次。
web-set-up-code = 设置码
web-set-up-name = 显示的姓名
web-set-up-username-hint = 3 到 32 个字符：小写字母、数字、点、短横或下划线
web-set-up-button = 创建管理员
web-password-title = 设置新密码
web-password-must = 请先换成您自己的密码，再继续使用。
web-password-old = 现在的密码
web-password-new = 新密码
web-password-hint = 至少 { $least } 个字符。几个自己记得住的词，比一串难记的符号更好。
web-password-again = 再输一次新密码
web-password-differ = 两次输入的新密码不一样。
web-password-button = 保存新密码

## 日历
web-calendar-code = 预约码：{ $code }
web-calendar-hosts = 主办：{ $hosts }
web-calendar-approximate = 地图上的位置是大概的。
web-list-comma = 、
web-calendar-times-unknown = 具体时间没有公布。
web-calendar-name = { $station }的活动

## 终端
web-terminal-setup = 用这个一次性设置码创建第一位管理员（只显示这一次）：{ $code }
web-terminal-where = 请在 { $url } 页面输入。
web-terminal-serving = 服务已启动：{ $url }（按 Ctrl+C 停止）
web-terminal-port-used = 端口 { $port } 已被别的程序占用。请换一个，例如 PORT={ $other }。
web-terminal-address-wrong = 无法在 { $host } 上监听：这台机器没有这个地址。
web-terminal-port-forbidden = 端口 { $port } 需要特殊权限。请换一个 1023 以上的，例如 PORT={ $other }。
