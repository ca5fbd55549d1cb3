//! What the built-in events tell (§7).

use baton_program::BuiltIn;

/// What a built-in event tells, in a sentence.
pub fn meaning(event: BuiltIn) -> &'static str {
    match event {
        BuiltIn::CustomerChanged => {
            "Attributes of the customer changed: it carries those that did; null makes one unknown."
        }
        BuiltIn::CustomerIdentified => "The customer was known by another id, and the two become one.",
        BuiltIn::Sent => "A message was cleared and sent. Made by the runtime.",
        BuiltIn::Shown => "A message was shown in a placement. Made by the runtime.",
        BuiltIn::Held => {
            "A message waits, because something objects to it. Made by the runtime, once for each message."
        }
        BuiltIn::Dropped => {
            "A message was given up: its hold was over, or nothing could reach the customer. Made by the runtime."
        }
        BuiltIn::Delivered => "A message arrived. Reported by delivery.",
        BuiltIn::Opened => "A message was opened. Reported by delivery.",
        BuiltIn::Clicked => "A link in a message was clicked. Reported by delivery.",
        BuiltIn::Replied => "The customer replied to a message. Reported by delivery.",
        BuiltIn::Bounced => "A message came back. Reported by delivery.",
        BuiltIn::Failed => "A message could not be delivered. Reported by delivery.",
        BuiltIn::Unsubscribed => "The customer doesn't want to hear more through this. Reported by delivery.",
        BuiltIn::Entered => "A journey was entered. Made by the runtime.",
        BuiltIn::Reached => "A journey reached its goal. Made by the runtime.",
        BuiltIn::Missed => {
            "The goal of a journey was not reached within its time; the journey goes on. Made by the runtime."
        }
        BuiltIn::Completed => "A journey came to its end. Made by the runtime.",
        BuiltIn::Left => "A journey ended by an exit, `leave` or its limit. Made by the runtime.",
        BuiltIn::Joined => "The customer joined an audience. Made by the runtime.",
        BuiltIn::Departed => "The customer left an audience. Made by the runtime.",
    }
}
