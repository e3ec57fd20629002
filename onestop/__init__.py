"""The one-stop office (bộ phận một cửa): its ground floor and its roof."""
