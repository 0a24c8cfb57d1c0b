"""Cordée: collective support programmes for territories, from call to report."""
