Feature: Practices for sensitive data
  What need not be told is not told: a part of the data instead of all, a substitute instead of a number, an answer instead of a value.
  See FDX, part 3.

  @FDX-BP-04 @FDX-BP-13
  Rule: Users are asked for a part of the data

    Scenario: A grant of one data cluster holds nothing beyond it
      When the client asks a user for one data cluster alone
      Then the authorization server issues a code
      And the grant holds nothing beyond that data cluster

  @FDX-BP-08
  Rule: A number that is shown is masked

    Scenario: An account is told without its whole number
      Given a user has granted the client access to the resource
      When the client reads an account
      Then the answer does not show the whole number of the account

  @FDX-BP-19
  Rule: A masked number can be recognised

    Scenario: A masked number is as long as the number and ends like it
      Given a user has granted the client access to the resource
      When the client reads an account
      Then the masked number can still be recognised

  @FDX-BP-05
  Rule: Money is moved with a substitute

    Scenario: A substitute is given for moving money
      Given a user has granted the client access to the resource
      When the client reads where money is to be sent for the account
      Then the answer gives a substitute for the number of the account

  @FDX-BP-07 @FDX-BP-17
  Rule: A query is answered with match or no match

    Scenario: A number that is on record is a match
      Given a user has granted the client access to the resource
      When the client asks whether the account has its number
      Then the answer says match and nothing of what is on record

    Scenario: A number that is not on record is no match
      Given a user has granted the client access to the resource
      When the client asks whether the account has another number
      Then the answer says no match and nothing of what is on record

  @FDX-BP-20
  Rule: Hashes are made with sound algorithms

    Scenario: The number of an account is hashed with SHA-256 or SHA-3
      Given a user has granted the client access to the resource
      When the client has the number of the account hashed
      Then the hash is made with an algorithm that is recommended

  @FDX-BP-21
  Rule: Hashes are salted

    Scenario: The hash of a number is not found by trying
      Given a user has granted the client access to the resource
      When the client has the number of the account hashed
      Then the hash is made with a salt
