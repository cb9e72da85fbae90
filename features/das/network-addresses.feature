@requires:client-listing @requires:source-addresses
Feature: Network addresses
  WIPO and offices list one another's network addresses, so that a stolen token alone opens nothing.
  WIPO DAS REST API, network access control, https://www3.wipo.int/confluence/display/dascg/dascg.

  @DAS-NET-01
  Rule: Network access control lets an office in from the addresses agreed with it, and from no other

    Scenario: An office is served at the agreed address
      Given DAS serves the office at its network address only
      When the office polls its retrievals
      Then DAS serves the request

    Scenario: The same office is refused at another address
      Given DAS serves the office at its network address only
      When the office polls its retrievals from another network address
      Then DAS refuses the request
