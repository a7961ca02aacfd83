"""The address for the QR code, the passphrase, signing out."""

import streamlit as st

from workshop_kit import console, network
from workshop_kit.assembly import ADDRESS, kit
from workshop_kit.question import Invalid


def phones() -> None:
    """Which of this computer's addresses the QR code says."""
    st.subheader("Address for phones")
    st.write(f"The QR code leads to **{kit().join_base()}**")
    st.page_link("check.py", label=console.CHECK, icon=":material/network_check:")
    if kit().settings.public_url:
        st.caption("Given with --public-url when the kit was started.")
        return
    found = network.addresses()
    if not found:
        st.warning(console.NO_NETWORK)
        return
    hosts = [address.host for address in found]
    names = {address.host: f"{address.host} ({address.interface})" for address in found}
    now = kit().conduct.preference(ADDRESS).result()
    picked = st.radio(
        "Network",
        hosts,
        index=hosts.index(now) if now in hosts else 0,
        format_func=lambda host: names[host],
        help="Choose the network that the phones are in too.",
    )
    if picked != (now if now in hosts else hosts[0]):
        kit().conduct.prefer(ADDRESS, picked).result()
        st.rerun()


def passphrase() -> None:
    """Set the passphrase, to sign in without the printed link."""
    st.subheader("Passphrase")
    st.write("With a passphrase you can sign in on another computer too, and after a restart.")
    with st.form("passphrase", clear_on_submit=True, border=False):
        typed = st.text_input("New passphrase", type="password")
        if st.form_submit_button("Set the passphrase"):
            try:
                kit().access.set_passphrase(typed)
            except Invalid as error:
                st.error(str(error))
            else:
                st.success("The passphrase is set.")


st.title("Settings")
phones()
passphrase()
st.subheader("This browser")
st.link_button("Sign out", "/sign-out", icon=":material/logout:")
