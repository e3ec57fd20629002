"""The pages of accounts: sign-in and the first page of each role."""
