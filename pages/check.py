"""A check of the room before anybody is in it: can phones reach this laptop?"""

import time

import streamlit as st

from workshop_kit import console, network
from workshop_kit.assembly import kit

PATIENCE = 20.0
"""After so many seconds without a phone it says what to do."""

LOOK = "Open the camera of any phone, and scan this code. It needs no workshop and no name."
SAME = (
    "**Is the phone in the same Wi-Fi as this laptop?** Look in the settings of both. Many phones "
    "leave a Wi-Fi without internet by themselves: switch its mobile data off and try again."
)
GUESTS = (
    "**Is it a guest Wi-Fi?** In hotels and offices these often keep devices apart. Take another "
    "network: the hotspot of a phone, or this laptop’s own, with everybody in it."
)
FIREWALL = """**Does this laptop’s firewall keep phones out?**
- Windows: *Allow an app through the firewall*, and tick Python for private networks
- macOS: *System Settings › Network › Firewall*, and allow incoming connections for Python
- Linux: `sudo ufw allow {port}/tcp`"""
ADDRESS = (
    "**Does the code say the right address?** It says {base}. This laptop has {others} too: choose "
    "the network that the phones are in."
)
TUNNEL = (
    "**Nothing of this helps?** Put a tunnel in front of the kit, with which phones come over the "
    "internet, and start it with `--public-url https://…`."
)


@console.live(console.SECONDS)
def result(_: str) -> None:
    """Green when a phone has come; what to do when none comes."""
    since = st.session_state.setdefault("checking since", time.time())
    if kit().conduct.phone_last_came().result() >= since:
        st.html(
            '<div class="through" role="status"><p>A phone got through: it works.</p>'
            "<p>Phones in the same network will too.</p></div>"
        )
        st.button("Check once more", on_click=again, icon=":material/refresh:")
    elif time.time() - since < PATIENCE:
        st.html(f'<div class="waits" role="status"><p>Waiting for a phone …</p><p>{LOOK}</p></div>')
    else:
        st.subheader("No phone has come yet. The likeliest reasons first:")
        what_to_do()


def again() -> None:
    """Wait for another phone."""
    st.session_state["checking since"] = time.time()


def what_to_do() -> None:
    """Why phones do not get through, in the order of likelihood."""
    base, port = kit().join_base(), kit().settings.port
    others = [a.host for a in network.addresses() if a.host not in base]
    reasons = [SAME, GUESTS, FIREWALL.format(port=port)]
    if others and not kit().settings.public_url:
        reasons.append(ADDRESS.format(base=base, others=" and ".join(others)))
    if not kit().settings.public_url:
        reasons.append(TUNNEL)
    for number, reason in enumerate(reasons, start=1):
        count, words = st.columns([1, 14])
        count.html(f'<p class="number">{number}</p>')
        words.markdown(reason)
        if reason.startswith("**Does the code"):
            words.page_link("settings.py", label="Choose it in Settings")


# A new visit is a new check; a part that looks again by itself does not run this line.
again()
st.title(console.CHECK)
if not network.reachable(kit().join_base()):
    st.warning(console.NO_NETWORK)
code, answer = st.columns([2, 5], gap="large")
code.html(f'{console.qr("check")}<p class="quiet">{console.address("check")}</p>')
with answer:
    result("")
