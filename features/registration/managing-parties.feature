Feature: Registering parties that manage their registrations
  A registration is read, updated and deleted with what came with it, and an update says all that is to be. See RFC 7592, 2.

  Background:
    Given a platform with a recipient of two applications

  @RFC7592-2.1-2
  Rule: A registration is managed with its own token

    Scenario Outline: A registering party that <acts> its registrations shows their tokens
      When the registering party <acts> its registrations
      Then every registration is managed with the token that came with it

      Examples: ways to manage a registration
        | acts    |
        | reads   |
        | updates |
        | deletes |

  @RFC7592-2.2-4
  Rule: An update says all that is to be

    Scenario: An application with another logo keeps the rest of its metadata
      When the registering party updates its registrations
      Then every update has all metadata that were told

  @RFC7592-2.2-5
  Rule: An update leaves to the server what is the server's

    Scenario: An application with another logo sends no token and no dates back
      When the registering party updates its registrations
      Then no update has what the server alone says

  @RFC7592-2.2-6
  Rule: An update names its client

    Scenario: An application with another logo names itself
      When the registering party updates its registrations
      Then every update names the client that it is about
