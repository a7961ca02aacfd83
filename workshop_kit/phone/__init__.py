"""The participant's pages: light, server-rendered, without Streamlit."""
