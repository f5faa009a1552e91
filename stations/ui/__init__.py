"""The building blocks of the Streamlit pages."""
