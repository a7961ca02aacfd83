"""The address for the QR code, the passphrase, signing out."""

from datetime import datetime

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


def backups() -> None:
    """Copy the whole database while the kit runs."""
    st.subheader("Backup")
    folder = kit().settings.data / "backups"
    st.write("A copy of everything, made while the kit runs. Nobody notices.")
    if st.button("Back up now", icon=":material/save:"):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            kit().conduct.backup(
                folder / f"workshops {datetime.now().astimezone():%Y-%m-%d %H.%M.%S}.db"
            )
        except Invalid as error:
            st.error(console.plain(str(error)), icon=":material/info:")
        except OSError as error:
            st.error(f"That could not be written: {error.strerror}.", icon=":material/warning:")
    made = sorted(folder.glob("*.db"), reverse=True)
    if not made:
        return
    st.success(f"The latest is `{made[0]}`, {made[0].stat().st_size / 1e6:,.1f} MB.")
    st.caption(
        "To go back to it: stop the kit, and put this file in the place of `workshops.db` in "
        f"`{kit().settings.data}`; take away `workshops.db-wal` and `workshops.db-shm` there. "
        "Names that have been removed since are still in older copies, so delete these in time."
    )


st.title("Settings")
phones()
passphrase()
backups()
st.subheader("This browser")
st.link_button("Sign out", "/sign-out", icon=":material/logout:")
