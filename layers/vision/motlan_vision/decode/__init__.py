"""Decoders of PDFs and pictures. Everything here runs in a child process and imports nothing of the service."""
